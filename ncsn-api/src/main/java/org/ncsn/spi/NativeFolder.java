package org.ncsn.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.error.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where engines' native libraries lie as files. Whoever can write there runs code in this process:
 * the folder is the user's alone.
 */
final class NativeFolder {
  /** What a user sets to choose the folder. */
  static final String VARIABLE = "NCSN_CACHE";

  private static final Logger LOG = LoggerFactory.getLogger(NativeFolder.class);
  private static final String NAME = "natives";

  private NativeFolder() {}

  /** The folder as this process's environment chooses it. */
  static Path ofEnvironment() {
    return choose(
        Optional.ofNullable(System.getProperty("ncsn.cache"))
            .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
            .filter(given -> !given.isBlank()),
        System.getProperty("user.home", ""),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * The chosen folder, else one in the user's home, else one that lives as long as the process.
   *
   * @param chosen what the user says
   * @param home the user's home; for who has none Java says {@code ?} or a folder that is not there
   * @throws UserError if none can be used, or not the chosen one
   */
  static Path choose(Optional<String> chosen, String home, Path temporary) {
    if (chosen.isPresent()) {
      Path folder = Path.of(chosen.get(), NAME);
      try {
        return PrivateFolder.at(folder);
      } catch (IOException failure) {
        throw unusable(folder, failure);
      }
    }
    try {
      return PrivateFolder.at(inHome(home));
    } catch (IOException failure) {
      LOG.warn(
          "The engines' libraries cannot be kept ({}): every start unpacks them anew. Set {} to a"
              + " folder of your own",
          reason(failure),
          VARIABLE);
    }
    try {
      return PrivateFolder.temporary(temporary);
    } catch (IOException failure) {
      throw unusable(temporary, failure);
    }
  }

  private static Path inHome(String home) throws IOException {
    Path folder = Path.of(home);
    if (!folder.isAbsolute()) {
      throw new IOException("there is no home folder");
    }
    return folder.resolve(".cache").resolve("ncsn").resolve(NAME);
  }

  /** The error for a place where the engines' libraries cannot be. */
  static UserError unusable(Path place, IOException failure) {
    return new UserError(
        "cannot put the engines' libraries into "
            + place
            + " ("
            + reason(failure)
            + "); set "
            + VARIABLE
            + " to a folder of your own with 1 GB free",
        failure);
  }

  private static String reason(IOException failure) {
    String kind = failure.getClass().getSimpleName();
    String message = String.valueOf(failure.getMessage());
    return failure.getClass() == IOException.class ? message : kind + ": " + message;
  }
}
