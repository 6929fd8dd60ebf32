package org.ncsn.backend.djl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the processor says of itself. */
final class Processor {
  /** What {@link #instructions} are called where they are 256 bits wide. */
  static final String AVX2 = "AVX2";

  private Processor() {}

  /** The widest vector instructions that TensorFlow's kernels find here. */
  static String instructions() {
    List<String> flags = flags();
    if (flags.contains("avx512f")) {
      return flags.contains("avx512_bf16") ? "AVX-512 with bfloat16" : "AVX-512";
    }
    if (flags.contains("avx2")) {
      return AVX2;
    }
    return flags.contains("avx") ? "AVX" : System.getProperty("os.arch");
  }

  private static List<String> flags() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> List.of(line.split("\\s+")))
          .orElse(List.of());
    } catch (IOException notLinux) {
      return List.of();
    }
  }
}
