package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

class NpzTest {
  private static final HostArray SECOND =
      HostArray.of(Shape.of(2, 3), 0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
  private static final HostArray FIRST = HostArray.of(Shape.of(2), 1.5f, 2.5f);

  @TempDir Path folder;

  @Test
  void readsWhatNumpyWroteInItsOrder() {
    assertThat(Npz.read(numpys()))
        .containsExactly(Map.entry("second", SECOND), Map.entry("first", FIRST));
  }

  @Test
  void readsOneArrayByName() {
    try (Npz npz = Npz.open(numpys())) {
      assertThat(npz.names()).containsExactly("second", "first");
      assertThat(npz.get("first")).isEqualTo(FIRST);
      assertThatThrownBy(() -> npz.get("third"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("holds no array 'third'; it has [second, first]");
    }
  }

  @Test
  void readsBackWhatItWrote() {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    arrays.put("z", FIRST);
    arrays.put("a.b|c", SECOND);
    Path file = folder.resolve("arrays.npz");
    Npz.write(file, arrays);
    assertThat(Npz.read(file)).containsExactlyEntriesOf(arrays);
  }

  @Test
  void writesTheSameBytesForTheSameArrays() {
    Path one = folder.resolve("one.npz");
    Path other = folder.resolve("other.npz");
    Npz.write(one, Map.of("a", FIRST));
    Npz.write(other, Map.of("a", FIRST));
    assertThat(one).hasSameBinaryContentAs(other);
  }

  @Test
  void refusesATruncatedFileWhereverItEnds() throws IOException {
    byte[] whole = Files.readAllBytes(numpys());
    for (int length = 0; length < whole.length; length++) {
      Path file = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(UserError.class);
    }
  }

  @Test
  void noticesDamage() throws IOException {
    byte[] bytes = Files.readAllBytes(numpys());
    // Within the first entry's compressed data.
    bytes[100] ^= 1;
    Path file = Files.write(folder.resolve("damaged.npz"), bytes);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + " is not a usable .npz file: ");
  }

  private static Path numpys() {
    return Fixtures.path(NpzTest.class, "two_arrays.npz");
  }
}
