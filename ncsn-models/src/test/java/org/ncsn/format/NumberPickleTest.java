package org.ncsn.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.razorvine.pickle.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberPickleTest {
  @TempDir private Path folder;

  @Test
  void isAPlainDictionaryOfNumbers() throws IOException {
    SortedMap<Long, Double> numbers =
        new TreeMap<>(
            Map.of(
                2L,
                0.1 + 0.2,
                5_000L,
                12.5,
                100_000L,
                Double.NaN,
                300_000L,
                Double.POSITIVE_INFINITY));

    byte[] pickle = written(numbers);

    assertThat(pickle).startsWith((byte) Opcodes.PROTO, (byte) 2, (byte) Opcodes.EMPTY_DICT);
    assertThat(read(pickle)).isEqualTo(numbers);
    assertThat(read(written(new TreeMap<>()))).isEmpty();
  }

  private byte[] written(SortedMap<Long, Double> numbers) throws IOException {
    Path file = folder.resolve("fids.pickle");
    NumberPickle.write(file, numbers);
    return Files.readAllBytes(file);
  }

  private static Map<Object, Object> read(byte[] pickle) throws IOException {
    PickleRules rules = new TorchRules(new TorchStorages(0));
    Object root = new RestrictedUnpickler(rules).load(new ByteArrayInputStream(pickle));
    return ((PickleDict) root).items();
  }
}
