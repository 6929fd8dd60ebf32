package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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

/** Training takes no more memory after 500 steps than after 10. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class TrainingMemoryTest {
  /**
   * A copy of the weights that each step left behind would come to 240 MB, more than compiling left
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
    List<Long> resident = residentKilobytes(engine, folder, "10", "500");
    assertThat(resident.get(1) - resident.get(0))
        .as("kilobytes that came to %d between step 10 and step 500", resident.get(0))
        .isLessThan(BOUND_KILOBYTES);
  }

  private static List<Long> residentKilobytes(String engine, Path folder, String... steps)
      throws IOException, InterruptedException {
    Path answer = folder.resolve("answer");
    Path log = folder.resolve("log");
    Stream<String> java =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms192m",
            "-Xmx192m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            TrainingMemory.class.getName(),
            engine,
            answer.toString());
    Process process =
        new ProcessBuilder(Stream.concat(java, Stream.of(steps)).toList())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> text(log)).isZero();
    return Files.readAllLines(answer).stream().map(Long::valueOf).toList();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
