package org.ncsn.backend.djl;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.ncsn.error.UserError;
import org.ncsn.spi.NativeLibraries;

/**
 * Brings TensorFlow's libraries from the jar on the class path to files, and shows them to DJL.
 * Nothing is ever downloaded.
 */
final class TensorFlowNatives {
  private static final String PATH = "TENSORFLOW_LIBRARY_PATH";
  private static final String FOLDER = "org/tensorflow/internal/c_api/";
  private static final String JAVACPP = "org/bytedeco/javacpp/";

  private TensorFlowNatives() {}

  /**
   * Makes the libraries ready to be loaded. A path that the user gave by {@code
   * TENSORFLOW_LIBRARY_PATH} is left as it is.
   *
   * @throws UserError if there are none for this platform, or they cannot be written
   */
  static void prepare() {
    NativeLibraries libraries = NativeLibraries.ofProcess();
    System.setProperty("org.bytedeco.javacpp.cachedir", libraries.folder().toString());
    // DJL looks for graphics processors with JNA, which unpacks a library of its own.
    System.setProperty("jna.tmpdir", libraries.folder().toString());
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    // JavaCPP would count the engine's memory against the Java heap's limit.
    System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    String platform = Loader.getPlatform();
    unpack(libraries, JAVACPP + platform, "jnijavacpp");
    Optional<Path> folder =
        Stream.of(platform + "-gpu", platform)
            .flatMap(build -> unpack(libraries, FOLDER + build, "jnitensorflow").stream())
            .findFirst();
    if (System.getenv(PATH) == null && System.getProperty(PATH) == null) {
      System.setProperty(PATH, folder.orElseThrow(() -> noneFor(platform)).toString());
    }
  }

  private static UserError noneFor(String platform) {
    return new UserError(
        "backend djl: TensorFlow's libraries for "
            + platform
            + " are not on the class path; add org.tensorflow:tensorflow-core-native and"
            + " org.bytedeco:javacpp with that classifier, set "
            + PATH
            + ", or take another backend");
  }

  private static Optional<Path> unpack(NativeLibraries libraries, String folder, String name) {
    return libraries.unpack(
        TensorFlowNatives.class.getClassLoader(), folder + "/" + System.mapLibraryName(name));
  }
}
