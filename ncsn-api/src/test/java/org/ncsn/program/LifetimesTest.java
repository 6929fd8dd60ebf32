package org.ncsn.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Elementwise;

class LifetimesTest {
  private static final Primitive TANH = new Elementwise.Unary(UnaryFunction.TANH);
  private static final Primitive ADD = new Elementwise.Binary(BinaryFunction.ADD);

  private final Programs written = new Programs(new TensorType(DType.FLOAT32, Shape.of(2)));

  @Test
  void aValueDiesAfterItsLastUse() {
    int first = written.add(TANH, 0);
    int second = written.add(TANH, first);
    int third = written.add(ADD, first, second);
    int fourth = written.add(TANH, third);
    Lifetimes lifetimes = Lifetimes.of(written.returning(fourth));
    assertThat(lifetimes.deadAfter(0)).isEmpty();
    assertThat(lifetimes.deadAfter(1)).isEmpty();
    assertThat(lifetimes.deadAfter(2)).containsExactlyInAnyOrder(first, second);
    assertThat(lifetimes.deadAfter(3)).containsExactly(third);
  }

  @Test
  void aValueUsedTwiceAtOnceDiesOnce() {
    int first = written.add(TANH, 0);
    int sum = written.add(ADD, first, first);
    assertThat(Lifetimes.of(written.returning(sum)).deadAfter(1)).containsExactly(first);
  }

  @Test
  void inputsAndOutputsLiveOn() {
    int first = written.add(TANH, 0);
    int second = written.add(ADD, 0, first);
    Lifetimes lifetimes = Lifetimes.of(written.returning(first, second));
    assertThat(lifetimes.deadAfter(0)).isEmpty();
    assertThat(lifetimes.deadAfter(1)).isEmpty();
  }

  @Test
  void whatNobodyUsesDiesAtOnce() {
    int unused = written.add(TANH, 0);
    int used = written.add(TANH, 0);
    assertThat(Lifetimes.of(written.returning(used)).deadAfter(0)).containsExactly(unused);
  }
}
