package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/** Tensors and programs used where or when they must not be are refused by name. */
public abstract class UseContract extends Contract {
  protected UseContract(Supplier<Backend> opened) {
    super(opened);
  }

  @Test
  void aClosedTensor() {
    Tensor closed = numbers(1, 2);
    closed.close();
    assertThat(closed.isClosed()).isTrue();
    assertThatThrownBy(() -> ones(2).add(closed))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("add: operand 2", "float32[2]", "closed");
    assertThatThrownBy(closed::toHost)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("float32[2]", "closed");
    try (CompiledProgram twice = twice(closed)) {
      assertThatThrownBy(() -> twice.run(List.of(closed)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("twice: operand 1", "float32[2]", "closed");
    }
    assertThatThrownBy(
            () ->
                backend()
                    .compile("sum", List.of(closed.type()), in -> List.of(closed.add(in.get(0)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("float32[2]", "closed");
  }

  @Test
  void tensorsOfTwoBackends() {
    try (Backend other = ReferenceBackend.open();
        Tensor foreign = other.tensor(HostArray.of(Shape.of(2), 1f, 2f))) {
      refused(() -> ones(2).add(foreign), "add: operand 2", backend().name(), other.name());
      refused(() -> foreign.add(ones(2)), "add: operand 2", backend().name(), other.name());
      try (CompiledProgram twice = twice(foreign)) {
        refused(() -> twice.run(List.of(foreign)), "twice: operand 1", other.name());
      }
      refused(() -> twice(ones(2), in -> in.add(foreign)), "add: operand 2", "twice", other.name());
      refused(() -> twice(ones(2), in -> foreign), "output 1", "float32[2]", other.name());
    }
  }

  @Test
  void aSymbolIsReadInATrace() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> twice(ones(2), in -> in.multiply(in.sum().toHost().scalar())))
        .withMessageContainingAll("float32[]", "the trace of twice", "output of the program");
  }

  @Test
  void aSymbolIsUsedAfterItsTrace() {
    Tensor[] escaped = new Tensor[1];
    try (CompiledProgram program =
        twice(
            ones(2),
            in -> {
              escaped[0] = in;
              return in.multiply(2);
            })) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> escaped[0].multiply(3))
          .withMessageContainingAll("affine", "the trace of twice is finished");
      refused(() -> program.run(List.of(escaped[0])), "twice: operand 1", "the trace of twice");
    }
  }

  @Test
  void aSymbolMeetsAnotherTrace() {
    refused(
        () ->
            twice(
                ones(2),
                outer -> {
                  try (CompiledProgram inner = twice(ones(2), in -> in.add(outer))) {
                    return outer;
                  }
                }),
        "the trace of twice",
        "float32[2]");
  }

  @Test
  void aProgramIsGivenWhatItWasNotCompiledFor() {
    try (CompiledProgram twice = twice(ones(2))) {
      refused(() -> twice.run(List.of()), "twice: takes 1 inputs, found 0");
      refused(() -> twice.run(List.of(ones(3))), "twice: input 1 is float32[2], found float32[3]");
    }
  }

  @Test
  void aClosedProgram() {
    CompiledProgram twice = twice(ones(2));
    twice.close();
    twice.close();
    assertThatThrownBy(() -> twice.run(List.of(ones(2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("twice: the program is closed");
  }

  @Test
  void theBackendWorksOnAfterAMistake() {
    refused(() -> ones(2).add(ones(3)), "add");
    assertThat(ones(2).add(ones(2)).toHost().floats()).containsExactly(2, 2);
  }

  private CompiledProgram twice(Tensor like) {
    return twice(like, in -> in.multiply(2));
  }

  private CompiledProgram twice(Tensor like, UnaryOperator<Tensor> function) {
    return backend()
        .compile("twice", List.of(like.type()), in -> List.of(function.apply(in.get(0))));
  }

  private static void refused(ThrowingCallable mistake, String... told) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(mistake)
        .withMessageContainingAll(told);
  }
}
