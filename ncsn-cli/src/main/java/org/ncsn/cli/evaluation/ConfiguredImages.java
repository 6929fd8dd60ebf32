package org.ncsn.cli.evaluation;

import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.array.Shape;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.DataConfig.DatasetName;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.output.Console;
import org.ncsn.data.Dataset;
import org.ncsn.error.UserError;

/**
 * The images of a data set as a config frames them.
 *
 * @param data what the config says of them
 * @param datasets folder of data sets
 */
public record ConfiguredImages(DataConfig data, Path datasets) {
  /**
   * @throws UserError if they are points of the plane
   */
  public ConfiguredImages {
    if (data.dataset().isOfThePlane()) {
      throw new UserError(
          "data.dataset: "
              + data.dataset()
              + " has no images; name an experiment or config of images");
    }
  }

  /**
   * Those of a config.
   *
   * @param config a path, or a name in {@code configs/}
   * @throws UserError if it cannot be read
   */
  public static ConfiguredImages of(String config, Path datasets) {
    return new ConfiguredImages(
        ConfigReader.read(ConfigFiles.ofProgram().find(config)).data(), datasets);
  }

  /** Shape of each, {@code [H,W,C]}. */
  public Shape shape() {
    return Shape.of(data.imageSize(), data.imageSize(), data.channels());
  }

  /** Whether they are digits. */
  public boolean areDigits() {
    return data.dataset() == DatasetName.MNIST || data.dataset() == DatasetName.DIGITS;
  }

  /** Opens them; data sets that can be are downloaded. */
  public DataSets open(Console console) {
    return DataSets.open(data, datasets, console);
  }

  /**
   * Opens them with what they show.
   *
   * @throws UserError if nobody knows
   */
  public DataSets labelled(Console console) {
    return DataSets.labelled(data, datasets, console);
  }

  /** The training images, or the test images, of those that are open. */
  public ImageSource source(DataSets sets, Part part) {
    Dataset images = part == Part.TRAINING ? sets.training() : sets.test();
    return new ImageSource(
        images,
        String.format(
            Locale.ROOT,
            "%s images of %s, %d x %d",
            part.told(),
            data.dataset(),
            data.imageSize(),
            data.imageSize()),
        "data." + data.dataset());
  }

  /** Which of the images. */
  public enum Part {
    TRAINING,
    TEST;

    private String told() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
