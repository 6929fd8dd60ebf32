package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.array.Shape;
import org.ncsn.classifier.ConvClassifier;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.show.ClassifierPresentation;
import org.ncsn.cli.show.Recognised;
import org.ncsn.data.PixelRange;
import org.ncsn.data.Preparation.Dequantization;
import org.ncsn.error.UserError;
import org.ncsn.loss.Classification;
import org.ncsn.loss.Objective;
import org.ncsn.tensor.Backend;

/** Classifiers of images, which samples can be measured by. */
public final class ClassifierRunner implements Runner {
  @Override
  public RunnerName kind() {
    return RunnerName.CLASSIFIER;
  }

  @Override
  public ConvClassifier network(ExperimentConfig config) {
    DataConfig data = config.data();
    int classes =
        data.dataset().classes().orElseThrow(() -> DataSets.withoutClasses(data.dataset()));
    int side = data.imageSize();
    if (side % ConvClassifier.SIDES_DIVISIBLE_BY != 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "data.image_size: the network of %s halves images twice, so %d must be divisible by %d",
              name(),
              side,
              ConvClassifier.SIDES_DIVISIBLE_BY));
    }
    if (DataSets.range(data) != PixelRange.UNIT) {
      throw new UserError(
          "data.logit_transform and data.rescaled: the network of "
              + name()
              + " sees pixels as they are; set both to false");
    }
    return new ConvClassifier(Shape.of(side, side, data.channels()), config.model().ngf(), classes);
  }

  @Override
  public DataSets data(ExperimentConfig config, Path folder, Console console) {
    return DataSets.labelled(config.data(), folder, console);
  }

  @Override
  public Objective trainingObjective(ExperimentConfig config) {
    return Classification.training(network(config));
  }

  @Override
  public Objective testObjective(ExperimentConfig config) {
    return Classification.evaluation(network(config));
  }

  @Override
  public String testLossName() {
    return "test_loss";
  }

  /** It is to know images as they are in files. */
  @Override
  public Dequantization dequantization(DataConfig data) {
    return Dequantization.NONE;
  }

  @Override
  public Presentation presentation(Experiment experiment, Backend backend) {
    return new ClassifierPresentation(new Recognised());
  }
}
