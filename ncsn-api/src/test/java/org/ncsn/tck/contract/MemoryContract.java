package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.memory.MemoryShortage;
import org.ncsn.memory.Room;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/** What needs more memory than there is is refused before the engine asks the system for it. */
public abstract class MemoryContract extends Contract {
  private static final long MB = 1 << 20;

  /** 4 MB. */
  private static final TensorType MATRIX = new TensorType(DType.FLOAT32, Shape.of(1024, 1024));

  protected MemoryContract(Supplier<Backend> backend) {
    super(backend);
  }

  @Test
  void programThatNeedsMoreThanThereIsIsRefusedBeforeItIsRun() {
    Backend small = with(new Room("the shelf", 24 * MB, 0), new Room("the cellar", 90 * MB, 0));
    assertThatExceptionOfType(MemoryShortage.class)
        .isThrownBy(() -> compile(small, "pyramid", 8))
        .withMessageMatching(
            "pyramid needs about \\d\\d MB of memory, but only 24 MB are left of the shelf");
  }

  @Test
  void refusalSaysWhetherComputingValuesAgainWouldDo() {
    Backend enough = with(new Room("the shelf", 24 * MB, 0));
    Backend tooLittle = with(new Room("the shelf", MB, 0));
    assertThat(refused(enough, 8).frugally().getAsLong()).isBetween(4 * MB, 24 * MB);
    assertThat(refused(tooLittle, 30).frugally()).isEmpty();
    compileFrugally(enough, 8).close();
  }

  @Test
  void programThatFitsIsRun() {
    try (CompiledProgram program = compile(with(new Room("the shelf", 64 * MB, 0)), "pyramid", 8)) {
      Tensor x = backend().tensor(HostArray.zeros(MATRIX));
      assertThat(program.run(List.of(x)).get(0).shape()).isEqualTo(MATRIX.shape());
    }
  }

  @Test
  void whatOneProgramTookAndTheProcessKeepsIsThereForTheNext() {
    List<Room> rooms = new ArrayList<>(List.of(new Room("the shelf", 64 * MB, 10 * MB)));
    Backend shared = backend().within(() -> rooms);
    compile(shared, "first", 8).close();
    rooms.set(0, new Room("the shelf", 4 * MB, 70 * MB));
    compile(shared, "second", 8).close();
    assertThatExceptionOfType(MemoryShortage.class).isThrownBy(() -> compile(shared, "third", 20));
  }

  @Test
  void whatTheProcessHeldBeforeIsNotThereForPrograms() {
    Backend full = with(new Room("the shelf", 4 * MB, 500 * MB));
    assertThatExceptionOfType(MemoryShortage.class).isThrownBy(() -> compile(full, "pyramid", 8));
  }

  @Test
  void whatTheLargestProgramTakesIsKnown() {
    Backend fresh = with(new Room("the shelf", 64 * MB, 0));
    assertThat(fresh.plannedBytes()).isZero();
    compile(fresh, "pyramid", 8).close();
    assertThat(fresh.plannedBytes()).isBetween(24 * MB, 64 * MB);
  }

  @Test
  void tensorThatNeedsMoreThanThereIsIsRefused() {
    HostArray values = HostArray.zeros(MATRIX.with(Shape.of(8, 1024, 1024)));
    assertThatExceptionOfType(MemoryShortage.class)
        .isThrownBy(() -> with(new Room("the shelf", 24 * MB, 0)).tensor(values))
        .withMessage(
            "a tensor float32[8,1024,1024] needs about 32 MB of memory, but only 24 MB are left of"
                + " the shelf");
  }

  @Test
  void whereNoLimitIsKnownNothingIsRefused() {
    compile(backend().within(List::of), "pyramid", 8).close();
  }

  private Backend with(Room... rooms) {
    return backend().within(() -> List.of(rooms));
  }

  private static MemoryShortage refused(Backend backend, int height) {
    return catchThrowableOfType(
        MemoryShortage.class, () -> compile(backend, "pyramid", height).close());
  }

  private static CompiledProgram compile(Backend backend, String name, int height) {
    return backend.compile(name, List.of(MATRIX), in -> pyramid(in.get(0), height));
  }

  private static CompiledProgram compileFrugally(Backend backend, int height) {
    return backend.compileFrugally("pyramid", List.of(MATRIX), in -> pyramid(in.get(0), height));
  }

  /** Holds so many matrices at once, as a forward pass does for its backward pass. */
  private static List<Tensor> pyramid(Tensor x, int height) {
    List<Tensor> steps = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      steps.add(Elementwise.exp(x.multiply(1.0 / (i + 1))));
    }
    Tensor product = x;
    for (int i = height - 1; i >= 0; i--) {
      product = Elementwise.exp(product).multiply(steps.get(i));
    }
    return List.of(product);
  }
}
