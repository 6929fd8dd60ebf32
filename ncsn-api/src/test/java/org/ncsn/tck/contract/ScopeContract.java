package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.ncsn.autograd.Gradients;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** A scope frees what was made in it, and nothing else. */
public abstract class ScopeContract extends Contract {
  protected ScopeContract(Supplier<Backend> opened) {
    super(opened);
  }

  @Test
  void closingAScopeFreesWhatWasMadeInIt() {
    Tensor outside = numbers(1, 2);
    Tensor uploaded;
    Tensor computed;
    Tensor filled;
    try (Scope scope = Scope.open()) {
      uploaded = numbers(3, 4);
      computed = outside.add(uploaded);
      filled = outside.fillLike(5);
    }
    assertThat(List.of(uploaded, computed, filled)).allMatch(Tensor::isClosed);
    assertThat(outside.toHost().floats()).containsExactly(1, 2);
  }

  @Test
  void whatIsKeptLivesInTheEnclosingScope() {
    Tensor kept;
    Tensor keptTwice;
    try (Scope outer = Scope.open()) {
      try (Scope inner = Scope.open()) {
        kept = inner.keep(numbers(1, 2).multiply(2));
        keptTwice = inner.keep(numbers(3, 4).multiply(2));
      }
      assertThat(kept.toHost().floats()).containsExactly(2, 4);
      outer.keep(List.of(keptTwice));
    }
    assertThat(kept.isClosed()).isTrue();
    assertThat(keptTwice.toHost().floats()).containsExactly(6, 8);
  }

  @Test
  void aGradientIsKeptWithoutWhatItWasMadeFrom() {
    Tensor gradient;
    try (Scope scope = Scope.open()) {
      Tensor x = numbers(1, 2, 3).watched();
      gradient = scope.keep(Gradients.of(x.square().sum(), x));
    }
    assertThat(gradient.toHost().floats()).containsExactly(2, 4, 6);
  }

  @Test
  void closingByHandInsideOfAScopeIsHarmless() {
    Tensor closed;
    try (Scope scope = Scope.open()) {
      closed = numbers(1);
      closed.close();
      closed.close();
    }
    assertThat(closed.isClosed()).isTrue();
  }

  @Test
  void aScopeClosesTwiceWithoutHarm() {
    Scope scope = Scope.open();
    numbers(1);
    scope.close();
    scope.close();
    assertThat(numbers(1, 2).add(1).toHost().floats()).containsExactly(2, 3);
  }

  @Test
  void scopesCloseInReverseOrder() {
    Scope outer = Scope.open();
    Scope inner = Scope.open();
    assertThatThrownBy(outer::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reverse order");
    inner.close();
    outer.close();
  }

  @Test
  void aWatchedTensorAndItsConstantShareOneMemory() {
    Tensor tensor = numbers(1, 2);
    Tensor watched = tensor.watched();
    tensor.close();
    assertThat(watched.isClosed()).isTrue();
    assertThat(watched.detached().isClosed()).isTrue();
  }
}
