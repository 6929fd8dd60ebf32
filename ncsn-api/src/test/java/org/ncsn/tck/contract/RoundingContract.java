package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.autograd.Gradients;
import org.ncsn.error.UserError;
import org.ncsn.primitive.Matrices;
import org.ncsn.tck.TensorAssert;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/** Asked for bfloat16, an engine rounds products of float32, or says that it does not. */
public abstract class RoundingContract extends Contract {
  private static final Shape SQUARE = Shape.of(64, 64);

  /** What rounding both factors of a product to 8 binary digits does to it, at most. */
  private static final double ROUNDING = 0x1p-7;

  private final Supplier<Optional<Backend>> rounding;
  private final Supplier<Backend> open;

  protected RoundingContract(
      Supplier<Backend> opened, Supplier<Optional<Backend>> rounding, Supplier<Backend> open) {
    super(opened);
    this.rounding = rounding;
    this.open = open;
  }

  @Test
  void whoDoesNotRoundRefusesTo() {
    if (rounding.get().isEmpty()) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> open.get().close())
          .withMessageContaining("precision");
    }
  }

  @Test
  void productsOfFloat32AreRounded() {
    rounding
        .get()
        .ifPresent(
            backend -> {
              HostArray values = noise.normal(DType.FLOAT32, SQUARE);
              HostArray exact = square(backend(), values);
              assertThat(square(backend, values))
                  .as("rounded products; an engine without them lacks bfloat16, and says so")
                  .isNotEqualTo(exact);
              TensorAssert.assertThat(square(backend, values)).isCloseTo(exact, ROUNDING);
            });
  }

  @Test
  void gradientsOfCompiledProgramsAreNear() {
    rounding
        .get()
        .ifPresent(
            backend -> {
              HostArray values = noise.normal(DType.FLOAT32, SQUARE);
              TensorAssert.assertThat(gradient(backend, values))
                  .isCloseTo(gradient(backend(), values), ROUNDING);
            });
  }

  private static HostArray square(Backend backend, HostArray values) {
    Tensor matrix = backend.tensor(values);
    return Matrices.matmul(matrix, matrix).toHost();
  }

  private static HostArray gradient(Backend backend, HostArray values) {
    Tensor matrix = backend.tensor(values);
    try (CompiledProgram program =
        backend.compile(
            "gradient of a product",
            List.of(matrix.type()),
            in -> {
              Tensor x = in.get(0).watched();
              return List.of(Gradients.of(Matrices.matmul(x, x).sum(), x));
            })) {
      return program.run(List.of(matrix)).get(0).toHost();
    }
  }
}
