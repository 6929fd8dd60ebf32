package org.ncsn.backend.djl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.Loader;
import org.ncsn.error.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings TensorFlow's libraries from the jar on the class path to files, and shows them to DJL.
 * Nothing is ever downloaded.
 */
final class TensorFlowNatives {
  private static final Logger LOG = LoggerFactory.getLogger(TensorFlowNatives.class);
  private static final String PATH_PROPERTY = "TENSORFLOW_LIBRARY_PATH";
  private static final String FOLDER = "org/tensorflow/internal/c_api/";

  private TensorFlowNatives() {}

  /**
   * Makes the libraries ready to be loaded. A path that the user gave by {@code
   * TENSORFLOW_LIBRARY_PATH} is left as it is.
   *
   * @throws UserError if there are none for this platform, or they cannot be written
   */
  static void prepare() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    // JavaCPP would count the engine's memory against the Java heap's limit.
    System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    if (System.getenv(PATH_PROPERTY) == null && System.getProperty(PATH_PROPERTY) == null) {
      System.setProperty(PATH_PROPERTY, extracted(cache()).toString());
    }
  }

  private static Path cache() {
    String chosen = System.getProperty("ncsn.cache");
    return chosen != null
        ? Path.of(chosen)
        : Path.of(System.getProperty("user.home"), ".cache", "ncsn");
  }

  /** The folder that holds the libraries, extracted now if they are not there yet. */
  private static Path extracted(Path cache) {
    String library = System.mapLibraryName("jnitensorflow");
    String platform = Loader.getPlatform();
    ClassLoader loader = TensorFlowNatives.class.getClassLoader();
    for (String build : List.of(platform + "-gpu", platform)) {
      URL url = loader.getResource(FOLDER + build + "/" + library);
      if (url != null) {
        return extracted(url, FOLDER + build + "/", cache);
      }
    }
    throw new UserError(
        "backend djl: TensorFlow's libraries for "
            + platform
            + " are not on the class path; add org.tensorflow:tensorflow-core-native:"
            + platform
            + " or set "
            + PATH_PROPERTY);
  }

  /** As above, the libraries being those beside {@code library}. */
  static synchronized Path extracted(URL library, String folder, Path cache) {
    try {
      JarURLConnection connection = (JarURLConnection) library.openConnection();
      connection.setUseCaches(false);
      try (JarFile jar = connection.getJarFile()) {
        List<JarEntry> entries =
            jar.stream()
                .filter(entry -> !entry.isDirectory())
                .filter(entry -> entry.getName().lastIndexOf('/') == folder.length() - 1)
                .filter(entry -> entry.getName().startsWith(folder))
                .toList();
        Path target = cache.resolve("tensorflow-" + fingerprint(entries));
        Files.createDirectories(target);
        extract(jar, entries, target);
        return target;
      }
    } catch (IOException failure) {
      throw new UserError(
          "backend djl: cannot write TensorFlow's libraries to "
              + cache
              + " ("
              + failure
              + "); choose another folder with -Dncsn.cache");
    }
  }

  /** Another version or build is another folder. */
  private static String fingerprint(List<JarEntry> entries) {
    CRC32 sum = new CRC32();
    for (JarEntry entry : entries) {
      sum.update((entry.getName() + entry.getSize() + ":" + entry.getCrc()).getBytes(UTF_8));
    }
    return String.format("%08x", sum.getValue());
  }

  /**
   * Writes what is missing. Another process may do the same: one at a time, and every file is moved
   * into place when it is whole.
   */
  private static void extract(JarFile jar, List<JarEntry> entries, Path target) throws IOException {
    if (isComplete(entries, target)) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(
                target.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      LOG.debug("extracting under {}", lock);
      for (JarEntry entry : entries) {
        Path file = target.resolve(name(entry));
        if (!isWhole(entry, file)) {
          LOG.info("extracting {}", file);
          Path part = target.resolve(name(entry) + ".part");
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
          }
          Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
  }

  private static boolean isComplete(List<JarEntry> entries, Path target) throws IOException {
    for (JarEntry entry : entries) {
      if (!isWhole(entry, target.resolve(name(entry)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWhole(JarEntry entry, Path file) throws IOException {
    return Files.exists(file) && Files.size(file) == entry.getSize();
  }

  private static String name(JarEntry entry) {
    return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
  }
}
