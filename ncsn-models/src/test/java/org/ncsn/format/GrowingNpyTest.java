package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.random.NoiseSource;

/** Seven entries of two by three numbers. */
class GrowingNpyTest {
  private static final TensorType WHOLE = new TensorType(DType.FLOAT32, Shape.of(7, 2, 3));
  private static final HostArray ALL =
      NoiseSource.seeded(3).normal(DType.FLOAT32, Shape.of(7, 2, 3));

  @TempDir private Path folder;
  private Path target;

  @BeforeEach
  void target() {
    target = folder.resolve("x.npy");
  }

  @Test
  void isTheFileThatIsWrittenAtOnce() throws IOException {
    Path atOnce = folder.resolve("y.npy");
    Npy.write(atOnce, ALL);

    try (GrowingNpy file = GrowingNpy.open(target, WHOLE, "a")) {
      file.append(ALL.slice(0, 3));
      assertThat(target).as("not before it is whole").doesNotExist();
      file.append(ALL.slice(3, 7));
      file.finish();
    }

    assertThat(target).hasSameBinaryContentAs(atOnce);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void goesOnBehindTheLastWholeEntry() throws IOException {
    Path part = begun(3);
    Files.write(part, new byte[] {1, 2, 3}, StandardOpenOption.APPEND); // killed while it wrote

    try (GrowingNpy file = GrowingNpy.open(target, WHOLE, "a")) {
      assertThat(file.entries()).isEqualTo(3);
      assertThat(file.read(0, 2)).isEqualTo(ALL.slice(0, 2));
      file.append(ALL.slice(3, 7));
      assertThat(file.read(0, 100)).isEqualTo(ALL);
      assertThat(file.read(1, 1)).isEqualTo(ALL.slice(1, 2));
      file.finish();
    }

    assertThat(Npy.read(target)).isEqualTo(ALL);
  }

  @Test
  void leavesWhatIsOfAnotherOriginAsItIs() throws IOException {
    Path part = begun(3);
    byte[] before = Files.readAllBytes(part);

    try (GrowingNpy other = GrowingNpy.open(target, WHOLE, "b")) {
      assertThat(other.entries()).isZero();
      other.append(ALL);
      other.finish();
    }

    assertThat(part).hasBinaryContent(before);
    assertThat(target).exists();
  }

  @Test
  void beginsAnewWhereTheHeaderIsNotItsOwn() throws IOException {
    Files.write(begun(3), new byte[500]);
    try (GrowingNpy file = GrowingNpy.open(target, WHOLE, "a")) {
      assertThat(file.entries()).isZero();
    }
    assertThat(folder).as("nothing is left of a file without entries").isEmptyDirectory();
  }

  @Test
  void takesNoMoreThanItsShapeHas() {
    try (GrowingNpy file = GrowingNpy.open(target, WHOLE, "a")) {
      file.append(ALL.slice(0, 5));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.append(ALL.slice(0, 3)))
          .withMessageContaining("does not go behind 5 of float32[7,2,3]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.append(ALL.slice(0, 1).to(DType.FLOAT64)));
      assertThatIllegalStateException().isThrownBy(file::finish);
    }
  }

  @Test
  void saysWhereItCannotWrite() {
    Path nowhere = folder.resolve("missing").resolve("x.npy");
    assertThatThrownBy(() -> GrowingNpy.open(nowhere, WHOLE, "a"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write " + folder.resolve("missing"));
  }

  private Path begun(int entries) {
    try (GrowingNpy file = GrowingNpy.open(target, WHOLE, "a")) {
      file.append(ALL.slice(0, entries));
      return file.part();
    }
  }
}
