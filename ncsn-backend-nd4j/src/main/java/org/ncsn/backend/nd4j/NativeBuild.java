package org.ncsn.backend.nd4j;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** ND4J's native builds, the fastest first, and what each asks of the processor. */
enum NativeBuild {
  AVX512("-onednn-avx512", "AVX-512"),
  AVX2("-onednn-avx2", "AVX2"),
  ONEDNN("-onednn", "baseline"),
  PLAIN("", "baseline");

  private final String extension;
  private final String instructions;

  NativeBuild(String extension, String instructions) {
    this.extension = extension;
    this.instructions = instructions;
  }

  private boolean runsWith(Set<String> processorFlags) {
    return processorFlags.containsAll(
        switch (this) {
          case AVX512 ->
              Set.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl", "avx2", "fma");
          case AVX2 -> Set.of("avx2", "fma");
          case ONEDNN, PLAIN -> Set.of();
        });
  }

  /** What JavaCPP appends to the platform's name to find this build. */
  String extension() {
    return extension;
  }

  /** The widest instructions that it was compiled for. */
  String instructions() {
    return instructions;
  }

  /**
   * The fastest build that the processor can run.
   *
   * @param processorFlags names as in {@code /proc/cpuinfo}; none if they are not known
   * @param present whether a build is at hand
   */
  static Optional<NativeBuild> fastest(Set<String> processorFlags, Predicate<NativeBuild> present) {
    return Stream.of(values())
        .filter(binary -> binary.runsWith(processorFlags))
        .filter(present)
        .findFirst();
  }

  /** The build that a library belongs to: JavaCPP ends its folder's name with the extension. */
  static NativeBuild ofLibrary(Path library) {
    String folder = String.valueOf(library.getParent());
    return Stream.of(values())
        .filter(binary -> folder.endsWith(binary.extension))
        .findFirst()
        .orElseThrow();
  }
}
