package org.ncsn.spi;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Engines' native libraries, brought from jars on the class path to files that nobody else can
 * write to. A file that is there already is compared with the jar's before anything loads it.
 *
 * <p>Files lie as JavaCPP's loader, which more than one engine uses, keeps them: {@code <jar>/<path
 * in the jar>}. It finds them whole and takes them.
 */
public final class NativeLibraries {
  private static Optional<NativeLibraries> ofProcess = Optional.empty();

  private final Path folder;
  private final Map<String, Path> unpacked = new HashMap<>();

  NativeLibraries(Path folder) {
    this.folder = folder;
  }

  /**
   * The libraries of this process, in one folder as long as it lives: in {@code NCSN_CACHE}, else
   * below the user's home, else temporary.
   *
   * @throws org.ncsn.error.UserError if there is no place for them
   */
  public static synchronized NativeLibraries ofProcess() {
    if (ofProcess.isEmpty()) {
      ofProcess = Optional.of(new NativeLibraries(NativeFolder.ofEnvironment()));
    }
    return ofProcess.get();
  }

  /** The folder that they lie in. */
  public Path folder() {
    return folder;
  }

  /**
   * Brings a library, and those beside it in its jar, to files.
   *
   * @param library its path on the class path
   * @return the folder that its file lies in; empty if it is not on the class path
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public synchronized Optional<Path> unpack(ClassLoader classPath, String library) {
    URL url = classPath.getResource(library);
    if (url == null) {
      return Optional.empty();
    }
    String parent = library.substring(0, library.lastIndexOf('/') + 1);
    try {
      if (!unpacked.containsKey(library)) {
        unpacked.put(library, unpack(url, parent));
      }
      return Optional.of(unpacked.get(library));
    } catch (IOException failure) {
      throw NativeFolder.unusable(folder, failure);
    }
  }

  private Path unpack(URL library, String parent) throws IOException {
    if (!(library.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException(library + " is not in a jar");
    }
    connection.setUseCaches(false);
    try (UnpackedJar jar = new UnpackedJar(connection.getJarFile(), folder)) {
      return jar.unpack(parent);
    }
  }
}
