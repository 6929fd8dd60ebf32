package org.ncsn.cli.evaluation;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.ncsn.cli.evaluation.ConfiguredImages.Part;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.output.Console;
import org.ncsn.evaluation.FeatureSet;
import org.ncsn.evaluation.MeasuredSet;
import org.ncsn.evaluation.StatisticsFile;

/**
 * What samples are compared with.
 *
 * @param told which images, for people to read
 * @param images of a data set, if they are that
 */
public record Reference(FeatureSet set, String told, Optional<Images> images) {
  /**
   * Images of a data set.
   *
   * @param configured which
   * @param measured what was found of its training images
   */
  public record Images(ConfiguredImages configured, MeasuredSet measured) {}

  /**
   * What a path names: statistics or features in an {@code .npz}, or else images.
   *
   * @param stop asked after every batch
   * @throws org.ncsn.error.UserError if it is neither
   */
  public static Reference of(Path path, Measuring measuring, BooleanSupplier stop) {
    if (ImageFiles.areStatistics(path)) {
      FeatureSet read = StatisticsFile.read(path, measuring.evaluator().network().features());
      OptionalLong count = read.statistics().count();
      return new Reference(
          read,
          count.isPresent()
              ? String.format(Locale.ROOT, "%,d images, by %s", count.getAsLong(), path)
              : path + ", which does not say of how many images",
          Optional.empty());
    }
    try (ImageFiles.Opened opened = ImageFiles.open(path)) {
      ImageSource source = opened.source(path, measuring.evaluator());
      FeatureSet set = measuring.of(source, Optional.empty(), stop).set();
      return new Reference(set, source.counted(), Optional.empty());
    }
  }

  /** The training images of a data set. */
  public static Reference of(
      ConfiguredImages images, Measuring measuring, BooleanSupplier stop, Console console) {
    try (DataSets sets = images.open(console)) {
      ImageSource source = images.source(sets, Part.TRAINING);
      MeasuredSet measured = measuring.of(source, Optional.empty(), stop);
      return new Reference(
          measured.set(), source.counted(), Optional.of(new Images(images, measured)));
    }
  }
}
