package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.cli.config.ClassifierConfig;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.DataConfig.DatasetName;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.show.ClassifierPresentation;
import org.ncsn.cli.show.RecognisedInNoise;
import org.ncsn.data.PixelRange;
import org.ncsn.data.Preparation.Dequantization;
import org.ncsn.error.UserError;
import org.ncsn.loss.Classification;
import org.ncsn.loss.Objective;
import org.ncsn.loss.TimedNoise;
import org.ncsn.loss.Times;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.resnet.ChannelNorm;
import org.ncsn.resnet.WideResNet;
import org.ncsn.tensor.Backend;

/**
 * Classifiers of images with the noise of a process, which they are told: they lead the samples of
 * SdeRunner to a class.
 */
public final class NoisyClassifierRunner implements Runner {
  @Override
  public RunnerName kind() {
    return RunnerName.NOISY_CLASSIFIER;
  }

  @Override
  public WideResNet network(ExperimentConfig config) {
    DataConfig data = config.data();
    int classes =
        data.dataset().classes().orElseThrow(() -> DataSets.withoutClasses(data.dataset()));
    if (DataSets.range(data) == PixelRange.LOGIT) {
      throw new UserError(
          "data.logit_transform: noise processes begin with pixels as they are; set it to false");
    }
    ClassifierConfig size = config.classifier();
    WideResNet network = new WideResNet(norm(data), size.blocks(), size.widen(), classes);
    if (data.imageSize() % network.sidesDivisibleBy() != 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "data.image_size: the network of %s halves images twice, so %d must be divisible by %d",
              name(),
              data.imageSize(),
              network.sidesDivisibleBy()));
    }
    return network;
  }

  /** As published where the images are, too. */
  private static ChannelNorm norm(DataConfig data) {
    return data.dataset() == DatasetName.CIFAR10 && data.channels() == 3 && !data.rescaled()
        ? ChannelNorm.CIFAR10
        : ChannelNorm.none(data.channels());
  }

  @Override
  public DataSets data(ExperimentConfig config, Path folder, Console console) {
    return DataSets.labelled(config.data(), folder, console);
  }

  @Override
  public Objective trainingObjective(ExperimentConfig config) {
    return Classification.training(network(config), noise(config, times(config)));
  }

  @Override
  public Classification testObjective(ExperimentConfig config) {
    return Classification.evaluation(network(config), noise(config, times(config)));
  }

  private static Times times(ExperimentConfig config) {
    return new Times.Continuous(config.sde().stratified());
  }

  /** It is told the deviation of the noise, whatever the process. */
  private static TimedNoise noise(ExperimentConfig config, Times times) {
    DiffusionProcess process = ConfiguredSde.of(config).process();
    return new TimedNoise(process, times, process::deviation);
  }

  @Override
  public String testLossName() {
    return "test_loss";
  }

  @Override
  public Dequantization dequantization(DataConfig data) {
    return new Dequantization(data.uniformDequantization(), false);
  }

  @Override
  public Presentation presentation(Experiment experiment, Backend backend) {
    return new ClassifierPresentation(test(experiment.config()));
  }

  /** How many images it recognises at times from 0 to 1. */
  public RecognisedInNoise test(ExperimentConfig config) {
    return new RecognisedInNoise(
        ConfiguredSde.of(config).process(),
        time -> Classification.evaluation(network(config), noise(config, Times.always(time))));
  }
}
