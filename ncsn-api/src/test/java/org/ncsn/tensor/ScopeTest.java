package org.ncsn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.tck.ReferenceBackend;

class ScopeTest {
  private final Backend backend = ReferenceBackend.open();

  @Test
  void withoutAScopeTensorsLiveUntilTheyAreClosed() {
    Tensor tensor = number();
    assertThat(tensor.isClosed()).isFalse();
    tensor.close();
    assertThat(tensor.isClosed()).isTrue();
    assertThat(tensor).hasToString("Tensor float32[] on reference, closed");
  }

  @Test
  void whatTheOutermostScopeKeepsBelongsToTheCaller() {
    Tensor kept;
    try (Scope scope = Scope.open()) {
      kept = scope.keep(number());
    }
    assertThat(kept.isClosed()).isFalse();
    kept.close();
  }

  @Test
  void keepingWhatBelongsToAnotherScopeChangesNothing() {
    Tensor outer;
    try (Scope scope = Scope.open()) {
      outer = number();
      try (Scope inner = Scope.open()) {
        inner.keep(outer);
      }
      assertThat(outer.isClosed()).isFalse();
    }
    assertThat(outer.isClosed()).isTrue();
  }

  @Test
  void scopesOfThreadsAreIndependent() {
    try (Scope scope = Scope.open()) {
      Tensor elsewhere = CompletableFuture.supplyAsync(this::number).join();
      scope.close();
      assertThat(elsewhere.isClosed()).isFalse();
    }
  }

  @Test
  void aScopeIsClosedOnItsOwnThread() {
    try (Scope scope = Scope.open()) {
      assertThatThrownBy(() -> CompletableFuture.runAsync(scope::close).join())
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("own thread");
    }
  }

  @Test
  void aFailureInsideOfAScopeFreesWhatWasMade() {
    Tensor[] made = new Tensor[1];
    try (Scope scope = Scope.open()) {
      made[0] = number();
      throw new IllegalStateException("failed");
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("failed");
    }
    assertThat(made[0].isClosed()).isTrue();
  }

  private Tensor number() {
    return backend.scalar(DType.FLOAT32, 1);
  }
}
