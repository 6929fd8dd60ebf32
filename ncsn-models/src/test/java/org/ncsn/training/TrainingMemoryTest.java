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

/** Training takes no more memory after 60 steps than after 10. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class TrainingMemoryTest {
  /**
   * A copy of the weights that each step left behind would come to 90 MB, more than compiling left
   * free to be used again. What the virtual machine itself adds is small: its heap is all there
   * from the beginning.
   */
  private static final long BOUND_KILOBYTES = 16_000;

  static Stream<String> engines() {
    return TestBackends.engines().stream().map(Backend::name);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void staysWithinItsMemory(String engine, @TempDir Path folder) throws Exception {
    List<Long> resident =
        JavaProcess.answer(TrainingMemory.class, folder, engine, "10", "60").stream()
            .map(Long::valueOf)
            .toList();
    assertThat(resident.get(1) - resident.get(0))
        .as("kilobytes that came to %d between step 10 and step 60", resident.get(0))
        .isLessThan(BOUND_KILOBYTES);
  }
}
