package org.ncsn.tck.contract;

import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Shape;
import org.ncsn.tensor.Tensor;

/** Tests on a backend that is opened elsewhere; each runs in a scope of its own. */
abstract class Contract {
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

  /** A {@code float32} tensor of the given numbers along one axis. */
  final Tensor numbers(float... numbers) {
    return backend().tensor(HostArray.of(Shape.of(numbers.length), numbers));
  }

  /** A {@code float32} tensor of ones. */
  final Tensor ones(int... extents) {
    return numbers(1).reshape().broadcastTo(Shape.of(extents));
  }
}
