package org.ncsn.tck.contract;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.engine.Capability;
import org.ncsn.random.NoiseSource;
import org.ncsn.tck.Rounding;
import org.ncsn.tck.TensorAssert;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Tests on a backend that is opened elsewhere; each runs in a scope of its own. */
abstract class Contract {
  final NoiseSource noise = NoiseSource.seeded(1);
  private final Supplier<Backend> opened;
  private Scope scope;

  Contract(Supplier<Backend> opened) {
    this.opened = opened;
  }

  @BeforeEach
  final void openScope() {
    scope = Scope.open();
  }

  @AfterEach
  final void closeScope() {
    scope.close();
  }

  final Backend backend() {
    return opened.get();
  }

  /** Values as a tensor; what the engine says that it lacks is told as skipped. */
  final Tensor tensor(HostArray values) {
    assumeFalse(
        values.dtype() == DType.FLOAT64 && backend().lacks().contains(Capability.FLOAT64),
        "the engine lacks float64, as it says");
    return backend().tensor(values);
  }

  /** A {@code float32} tensor of the given numbers along one axis. */
  final Tensor numbers(float... numbers) {
    return backend().tensor(HostArray.of(Shape.of(numbers.length), numbers));
  }

  /** A {@code float32} tensor of normal noise. */
  final Tensor normal(int... extents) {
    return backend().tensor(noise.normal(DType.FLOAT32, Shape.of(extents)));
  }

  /** Checks that a program computes what the function that it was made of computes at once. */
  static void isComputed(
      UnaryOperator<List<Tensor>> function, CompiledProgram program, List<Tensor> inputs) {
    List<Tensor> expected = function.apply(inputs);
    List<Tensor> found = program.run(inputs);
    for (int i = 0; i < expected.size(); i++) {
      TensorAssert.assertThat(found.get(i)).isCloseTo(expected.get(i).toHost(), Rounding.TOLERANCE);
    }
  }

  /** A {@code float32} tensor of ones. */
  final Tensor ones(int... extents) {
    return numbers(1).reshape().broadcastTo(Shape.of(extents));
  }
}
