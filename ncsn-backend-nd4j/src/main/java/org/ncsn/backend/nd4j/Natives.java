package org.ncsn.backend.nd4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.ncsn.error.RootCause;
import org.ncsn.error.UserError;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.NativeLibraries;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loads ND4J with the native build that fits the processor. Everything is decided by system
 * properties that ND4J and JavaCPP read when their classes are first touched; a process therefore
 * loads one build, whatever is asked of it later.
 */
final class Natives {
  private static final String FOLDER = "org/nd4j/linalg/cpu/nativecpu/bindings/";
  private static final String CPU = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final String LIBRARY = "jnind4jcpu";
  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

  private Natives() {}

  /**
   * Loads the engine.
   *
   * @return the widest instructions that it was compiled for
   * @throws UserError if no build of it runs here
   */
  static String load(BackendOptions options) {
    boolean cuda = isPresent(CUDA);
    if (options.device().equals("cpu") && cuda && !isPresent(CPU)) {
      throw new UserError(
          "device: cpu was asked for, but only ND4J's CUDA engine is on the class path; have"
              + " org.nd4j:nd4j-native there instead (ncsn itself: build without -Pcuda)");
    }
    if (options.device().equals("gpu") && !cuda) {
      throw new UserError(
          "device: gpu was asked for, but ND4J's CUDA engine is not on the class path; add"
              + " org.nd4j:nd4j-cuda-11.6, without classifier and with linux-x86_64 or"
              + " windows-x86_64, instead of org.nd4j:nd4j-native (ncsn itself: build with -Pcuda)");
    }
    String extension = cuda ? "" : chooseBuild().extension();
    unpack(extension);
    setUnlessGiven("org.nd4j.log.initialization", "false");
    setUnlessGiven("org.nd4j.versioncheck", "false");
    setUnlessGiven("org.bytedeco.javacpp.logger", "slf4j");
    // Native memory is counted by the buffers that hold it, not against the size of Java's heap.
    setUnlessGiven("org.bytedeco.javacpp.maxBytes", "0");
    setUnlessGiven("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    try {
      // Another engine may have JavaCPP read its properties before they were set.
      Loader.loadProperties(true);
      Nd4j.getMemoryManager().togglePeriodicGc(false);
      Nd4j.getExecutioner().enableDebugMode(false);
    } catch (LinkageError | RuntimeException failure) {
      throw new UserError(
          "backend nd4j: ND4J does not load here: " + RootCause.of(failure), failure);
    }
    return cuda ? "CUDA" : loaded().instructions();
  }

  /** The build that this process has loaded, whatever was asked for. */
  private static NativeBuild loaded() {
    return NativeBuild.ofLibrary(Path.of(Loader.getLoadedLibraries().getOrDefault(LIBRARY, "")));
  }

  /** Brings what is on the class path to files before JavaCPP looks for them. */
  private static void unpack(String extension) {
    NativeLibraries libraries = NativeLibraries.ofProcess();
    System.setProperty("org.bytedeco.javacpp.cachedir", libraries.folder().toString());
    ClassLoader classPath = Natives.class.getClassLoader();
    for (String library :
        List.of(
            "org/bytedeco/javacpp/%s/jnijavacpp",
            "org/bytedeco/openblas/%s/jniopenblas",
            FOLDER + "%s" + extension + "/" + LIBRARY,
            "org/nd4j/linalg/jcublas/bindings/%s/jnind4jcuda")) {
      String path = String.format(Locale.ROOT, library, platform());
      int name = path.lastIndexOf('/') + 1;
      libraries.unpack(
          classPath, path.substring(0, name) + System.mapLibraryName(path.substring(name)));
    }
  }

  /** Whether what is on the class path is for graphics processors, known without loading it. */
  static boolean areForGpu() {
    return isPresent(CUDA);
  }

  /** Whether ND4J computes on a graphics processor. */
  static boolean onGpu() {
    return !Nd4j.getEnvironment().isCPU();
  }

  private static NativeBuild chooseBuild() {
    if (!isPresent(CPU)) {
      throw new UserError(
          "backend nd4j: org.nd4j:nd4j-native is not on the class path; add it to run on the CPU");
    }
    String given = System.getProperty(EXTENSION);
    NativeBuild binary =
        NativeBuild.fastest(
                processorFlags(Path.of("/proc/cpuinfo")),
                candidate ->
                    (given == null || given.equals(candidate.extension())) && isBundled(candidate))
            .orElseThrow(Natives::nothingFits);
    System.setProperty(EXTENSION, binary.extension());
    return binary;
  }

  private static UserError nothingFits() {
    String platform = platform();
    // ND4J has oneDNN for x86 alone.
    String build = platform + (platform.endsWith("arm64") ? "" : NativeBuild.ONEDNN.extension());
    return new UserError(
        "backend nd4j: no build of ND4J's native library that this processor runs is on the class"
            + " path; add org.nd4j:nd4j-native with classifier "
            + build
            + ", and with classifier "
            + platform
            + " org.bytedeco:openblas and org.bytedeco:javacpp");
  }

  private static boolean isBundled(NativeBuild binary) {
    String folder = FOLDER + platform() + binary.extension() + "/";
    return Stream.of("libjnind4jcpu.so", "libjnind4jcpu.dylib", "jnind4jcpu.dll")
        .anyMatch(library -> Natives.class.getClassLoader().getResource(folder + library) != null);
  }

  /** What the processor can do, as Linux tells it; nothing where there is no such file. */
  static Set<String> processorFlags(Path cpuinfo) {
    if (!Files.isReadable(cpuinfo)) {
      return Set.of();
    }
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(
              line ->
                  Set.copyOf(List.of(line.substring(line.indexOf(':') + 1).trim().split("\\s+"))))
          .orElse(Set.of());
    } catch (IOException | UncheckedIOException unreadable) {
      return Set.of();
    }
  }

  /** The platform by JavaCPP's name, found out without touching JavaCPP. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system =
        os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : "linux";
    return system + "-" + (arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "x86_64");
  }

  private static boolean isPresent(String className) {
    return Natives.class.getClassLoader().getResource(className.replace('.', '/') + ".class")
        != null;
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
