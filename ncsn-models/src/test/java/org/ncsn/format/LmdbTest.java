package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.error.UserError;
import org.ncsn.golden.Golden;

class LmdbTest {
  private static final int MOST = 1 << 20;

  @TempDir Path folder;

  @Test
  void listsKeysInTheirOrder() {
    try (Lmdb lsun = golden("lsun_data.mdb")) {
      assertThat(keys(lsun))
          .hasSize(11)
          .isSorted()
          .startsWith("10794838a9a7db6783b791e7ae5f72c6d5601f2c")
          .endsWith("f4402d2189555e4d431c2b4f0b9a97016c9161da");
    }
    try (Lmdb ffhq = golden("ffhq_data.mdb")) {
      assertThat(keys(ffhq)).hasSize(25).isSorted().startsWith("16-00000").endsWith("length");
    }
  }

  @Test
  void readsValuesOnPagesOfKeysAndOnTheirOwn() throws IOException {
    try (Lmdb ffhq = golden("ffhq_data.mdb")) {
      assertThat(find(ffhq, "length")).asString(StandardCharsets.US_ASCII).isEqualTo("8");
      assertThat(find(ffhq, "8-00003")).hasSize(254).startsWith(0x89, 'P', 'N', 'G');
      assertThat(find(ffhq, "48-00006")).hasSize(3075).startsWith(0xFF, 0xD8).endsWith(0xFF, 0xD9);
    }
  }

  @Test
  void findsNothingUnderKeysThatAreNotThere() throws IOException {
    try (Lmdb lsun = golden("lsun_data.mdb")) {
      for (String key :
          List.of("", "0", "4c9e", "494c10c6353ab15dd63f3d86d3c6cf2f05bf28ad0", "z")) {
        assertThat(lsun.find(bytes(key), MOST)).isEmpty();
      }
    }
  }

  @Test
  void isOpenedByItsFolder() throws IOException {
    Golden.copy("ncsnv2_lmdb", "lsun_data.mdb", folder.resolve("data.mdb"));

    try (Lmdb lsun = Lmdb.open(folder)) {
      assertThat(lsun.size()).isEqualTo(11);
      assertThat(lsun.path()).isEqualTo(folder.resolve("data.mdb"));
    }
  }

  @ParameterizedTest
  @CsvSource({"512, 1500, 4", "4096, 1500, 2", "32768, 1500, 2", "4096, 1, 1", "512, 300, 3"})
  void readsWhatWasWritten(int pageSize, int entries, int depth) throws IOException {
    SortedMap<String, byte[]> written = new TreeMap<>();
    for (int i = 0; i < entries; i++) {
      byte[] value = new byte[i % 50 == 0 ? 40 * i : i % 30];
      Arrays.fill(value, (byte) i);
      written.put(String.format(java.util.Locale.ROOT, "%040d", i * 7), value);
    }
    byte[] file = LmdbWriter.file(pageSize, written);
    assertThat(file[94]).isEqualTo((byte) depth);

    try (Lmdb lmdb = opened(file)) {
      assertThat(keys(lmdb)).containsExactlyElementsOf(written.keySet());
      for (String key : written.keySet()) {
        assertThat(find(lmdb, key)).isEqualTo(written.get(key));
      }
      assertThat(lmdb.find(bytes("0".repeat(39) + "1"), MOST)).isEmpty();
    }
  }

  @Test
  void takesBytesForUnsigned() throws IOException {
    SortedMap<String, byte[]> written = new TreeMap<>();
    for (int i = 1; i < 256; i++) {
      written.put("a" + (char) i, new byte[60]);
    }
    try (Lmdb lmdb = opened(LmdbWriter.file(512, written))) {
      assertThat(keys(lmdb)).containsExactlyElementsOf(written.keySet());
      for (String key : written.keySet()) {
        assertThat(find(lmdb, key)).hasSize(60);
      }
    }
  }

  @Test
  void mayBeEmpty() throws IOException {
    try (Lmdb lmdb = opened(LmdbWriter.file(4096, new TreeMap<>()))) {
      assertThat(lmdb.size()).isZero();
      assertThat(lmdb.find(bytes("a"), MOST)).isEmpty();
      assertThatThrownBy(() -> lmdb.key(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void readsNoMoreThanIsAllowed() {
    try (Lmdb ffhq = golden("ffhq_data.mdb")) {
      assertThatThrownBy(() -> ffhq.find(bytes("48-00006"), 3074))
          .isInstanceOf(IOException.class)
          .hasMessage("it has 3075 bytes, more than 3074");
    }
  }

  @Test
  void isReadByManyThreadsEvenIfOneIsInterrupted() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Lmdb ffhq = golden("ffhq_data.mdb")) {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int entry = i % 24;
        boolean interrupted = i == 20;
        tasks.add(
            () -> {
              if (interrupted) {
                Thread.currentThread().interrupt();
              }
              int length = ffhq.find(ffhq.key(entry), MOST).orElseThrow().length;
              return Thread.interrupted() == interrupted ? length : -1;
            });
      }
      List<Future<Integer>> lengths = threads.invokeAll(tasks);
      for (int i = 0; i < lengths.size(); i++) {
        assertThat(lengths.get(i).get()).isEqualTo(lengths.get(i % 24).get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> Lmdb.open(none))
        .isInstanceOf(UserError.class)
        .hasMessage(none + " does not exist; check the path");
    assertThatThrownBy(() -> Lmdb.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(folder.resolve("data.mdb") + " does not exist; check the path");
    Files.createDirectory(folder.resolve("data.mdb"));
    assertThatThrownBy(() -> Lmdb.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it is a folder");
  }

  @Test
  void saysThatItIsClosed() {
    Lmdb lsun = golden("lsun_data.mdb");
    lsun.close();

    assertThatThrownBy(() -> lsun.key(0)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> lsun.find(bytes("a"), MOST)).isInstanceOf(IOException.class);
  }

  private Lmdb golden(String name) {
    return Lmdb.open(Golden.copy("ncsnv2_lmdb", name, folder.resolve("golden.mdb")));
  }

  private Lmdb opened(byte[] file) throws IOException {
    return Lmdb.open(Files.write(folder.resolve("written.mdb"), file));
  }

  private static List<String> keys(Lmdb lmdb) {
    return IntStream.range(0, lmdb.size())
        .mapToObj(entry -> new String(lmdb.key(entry), StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static byte[] find(Lmdb lmdb, String key) throws IOException {
    return lmdb.find(bytes(key), MOST).orElseThrow();
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.ISO_8859_1);
  }
}
