package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TestBackends;
import org.ncsn.tensor.Backend;

/**
 * A training step takes as much memory as its program holds when it is run in order, and little
 * more: an engine with an order of its own could compute much of the backward pass early.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class PlannedMemoryTest {
  /** Compiled code, scratch space of convolutions, and what the engine keeps of the program. */
  private static final long ENGINE_KILOBYTES = 150_000;

  static Stream<String> engines() {
    return TestBackends.engines().stream().map(Backend::name);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void takesWhatItsProgramHolds(String engine, @TempDir Path folder) throws Exception {
    List<Long> kilobytes =
        JavaProcess.answer(PlannedMemory.class, folder, engine).stream()
            .map(Long::valueOf)
            .toList();
    long planned = kilobytes.get(0);
    assertThat(planned).as("there is something to be seen").isGreaterThan(3 * ENGINE_KILOBYTES);
    assertThat(kilobytes.get(1))
        .as("kilobytes at the peak, of %d that are planned", planned)
        .isLessThan(planned + planned / 4 + ENGINE_KILOBYTES);
  }
}
