package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/** With the guard on, the first primitive that makes NaN or infinity is named. */
public abstract class NanGuardContract extends Contract {
  private final Supplier<Backend> unguarded;

  protected NanGuardContract(Supplier<Backend> guarded, Supplier<Backend> unguarded) {
    super(guarded);
    this.unguarded = unguarded;
  }

  @Test
  void namesThePrimitiveThatMadeIt() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Elementwise.exp(Elementwise.log(numbers(1, -2)).add(1)))
        .withMessageContainingAll(
            "log produced NaN at element 1 of float32[2]", "between -2.0 and 1.0");
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> numbers(1, 2).divide(numbers(1, 0)))
        .withMessageContainingAll("divide produced Infinity at element 1");
  }

  @Test
  void namesItInACompiledProgramToo() {
    Tensor x = numbers(1, 2);
    try (CompiledProgram program =
        backend()
            .compile(
                "root of log",
                List.of(x.type()),
                in -> List.of(Elementwise.log(in.get(0)).sqrt().add(1)))) {
      assertThat(program.run(List.of(x)).get(0).toHost().at(0)).isEqualTo(1);
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> program.run(List.of(numbers(2, 0.5f))))
          .withMessageContaining("sqrt produced NaN at element 1");
    }
  }

  @Test
  void letsFiniteNumbersPass() {
    assertThat(numbers(1, 2).add(numbers(3, 4)).toHost().floats()).containsExactly(4, 6);
  }

  @Test
  void isOffUnlessAskedFor() {
    try (Tensor x = unguarded.get().tensor(numbers(-1).toHost());
        Tensor logarithm = Elementwise.log(x)) {
      assertThat(logarithm.toHost().at(0)).isNaN();
    }
  }
}
