package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ncsn.cli.evaluation.ConfiguredImages;
import org.ncsn.cli.evaluation.Measuring;
import org.ncsn.cli.evaluation.Reference;
import org.ncsn.cli.output.Console;
import org.ncsn.error.UserError;

/** The flags that say what samples are compared with. */
public final class AgainstFlags {
  @Parameter(
      names = "--against",
      order = 27,
      description =
          "What to compare with: a folder or zip of pictures, an .npy of images, or an .npz of"
              + " statistics (mu, sigma) or features (pool_3)")
  private Path path;

  @Parameter(
      names = "--against_data",
      order = 28,
      description =
          "What to compare with: the training images of this config's data set; by default those"
              + " of the run or of --data")
  private String config;

  /** Whether one of them is given. */
  public boolean isGiven() {
    return path != null || config != null;
  }

  /**
   * @param hasUsual whether something is compared with if no flag says what
   * @throws UserError if nothing is, or two things are
   */
  public void check(boolean hasUsual) {
    if (path != null && config != null) {
      throw new UserError("--against and --against_data exclude each other; choose one");
    }
    if (path == null && config == null && !hasUsual) {
      throw new UserError("--images: compared with what? Add --against or --against_data");
    }
  }

  /**
   * Measures it.
   *
   * @param usual what is compared with if no flag says what
   * @param datasets folder of data sets
   * @throws UserError if it cannot be read, or is no images or statistics of this network
   */
  public Reference measured(
      Measuring measuring,
      Optional<ConfiguredImages> usual,
      Path datasets,
      BooleanSupplier stop,
      Console console) {
    if (path != null) {
      return Reference.of(path, measuring, stop);
    }
    ConfiguredImages images =
        config == null ? usual.orElseThrow() : ConfiguredImages.of(config, datasets);
    return Reference.of(images, measuring, stop, console);
  }
}
