package org.ncsn.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

class NpyTest {
  @TempDir Path folder;

  @Test
  void readsWhatNumpyWrote() {
    assertThat(Npy.read(numpys("c_order_f4.npy")))
        .isEqualTo(HostArray.of(Shape.of(2, 3), 0f, 0.5f, 1f, 1.5f, 2f, 2.5f));
    assertThat(Npy.read(numpys("scalar_i8.npy"))).isEqualTo(HostArray.of(Shape.scalar(), -7));
    assertThat(Npy.read(numpys("vector_u1.npy"))).isEqualTo(HostArray.of(Shape.of(3), 0, 127, 255));
  }

  @Test
  void readsFortranOrder() {
    double[] quarters = IntStream.range(0, 24).mapToDouble(i -> i / 4.0).toArray();
    assertThat(Npy.read(numpys("fortran_order_f8.npy")))
        .isEqualTo(HostArray.of(Shape.of(2, 3, 4), quarters));
  }

  @ParameterizedTest
  @ValueSource(strings = {"version_2_i4.npy", "version_3_i4.npy"})
  void readsLaterVersions(String name) {
    assertThat(Npy.read(numpys(name))).isEqualTo(HostArray.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5));
  }

  @Test
  void readsBackWhatItWrote() {
    Path file = folder.resolve("array.npy");
    for (HostArray array :
        new HostArray[] {
          HostArray.of(Shape.of(1, 2), Float.NaN, -0f),
          HostArray.of(Shape.of(3), 1e300, -1.0, Double.MIN_VALUE),
          HostArray.of(Shape.scalar(), Integer.MIN_VALUE),
          HostArray.of(Shape.of(2, 0), new float[0]),
          HostArray.of(Shape.of(20_000), new float[20_000])
        }) {
      Npy.write(file, array);
      assertThat(Npy.read(file)).isEqualTo(array);
    }
  }

  @Test
  void writesTheBytesThatNumpyWrites() throws IOException {
    Path file = folder.resolve("array.npy");
    Npy.write(file, Npy.read(numpys("c_order_f4.npy")));
    assertThat(file).hasSameBinaryContentAs(numpys("c_order_f4.npy"));
  }

  @Test
  void refusesIntegersBeyond32Bits() {
    assertThatThrownBy(() -> Npy.read(numpys("too_large_i8.npy")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it holds the integer 2147483648, which takes more than 32 bits");
  }

  @Test
  void refusesOtherElementTypes() {
    assertThatThrownBy(() -> Npy.read(numpys("big_endian_f4.npy")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("its element type '>f4' is not one of <f4 <f8 <i4 <i8 |u1");
  }

  @Test
  void refusesATruncatedFileWhereverItEnds() throws IOException {
    byte[] whole = Files.readAllBytes(numpys("version_2_i4.npy"));
    for (int length = 0; length < whole.length; length++) {
      Path file = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Npy.read(file))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(file + " is not a usable .npy file: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(999999999,)", "(99999999999,)", "(4000000000, 4000000000, 2)", "(1e9,)"})
  void refusesAShapeThatTheFileCannotHold(String shape) throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    byte[] bytes =
        ("\u0093NUMPY\u0001\0" + (char) header.length() + "\0" + header).getBytes(ISO_8859_1);
    Path file = Files.write(folder.resolve("array.npy"), bytes);
    assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(UserError.class);
  }

  @Test
  void saysThatAFileIsMissing() {
    Path file = folder.resolve("missing.npy");
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(UserError.class)
        .hasMessage(file + " does not exist; check the path");
  }

  private static Path numpys(String name) {
    return Fixtures.path(NpyTest.class, name);
  }
}
