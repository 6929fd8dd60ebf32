package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs a program in a Java of its own, whose heap is all there from the beginning. */
final class JavaProcess {
  private JavaProcess() {}

  /**
   * The lines of the answer that a program wrote to a file.
   *
   * @param folder for the answer and the log
   * @param arguments what follows the answer's path
   */
  static List<String> answer(Class<?> program, Path folder, String... arguments)
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
            program.getName(),
            answer.toString());
    Process process =
        new ProcessBuilder(Stream.concat(java, Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> text(log)).isZero();
    return Files.readAllLines(answer);
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Kilobytes of this process, by their name in {@code /proc/self/status}. */
  static long kilobytes(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
