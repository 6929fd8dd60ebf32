package org.ncsn.cli.runner;

import java.util.function.DoubleUnaryOperator;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.show.ToySdePresentation;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.loss.TimeDenoising;
import org.ncsn.loss.TimeDenoising.Pixels;
import org.ncsn.loss.Times;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.sampler.Heun;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.sampler.SamplingTimes;
import org.ncsn.sampler.Start;
import org.ncsn.score.OutputRule;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.toy.ToyTimedScore;

/**
 * Noise processes in the plane: data become noise, and noise becomes data by the reverse process
 * and by the probability flow (figure 2 of "Score-Based Generative Modeling through Stochastic
 * Differential Equations").
 */
public final class ToySdeRunner implements PlaneRunner {
  private static final int FLOW_TIMES = 50;

  @Override
  public RunnerName kind() {
    return RunnerName.TOY_SDE;
  }

  @Override
  public ToyTimedScore network(ExperimentConfig config) {
    distribution(config);
    return new ToyTimedScore(config.model().ngf(), process(config));
  }

  private static DiffusionProcess process(ExperimentConfig config) {
    return ConfiguredSde.of(config).process();
  }

  @Override
  public Objective trainingObjective(ExperimentConfig config) {
    return ScoreMatching.training(network(config), loss(config));
  }

  @Override
  public Objective testObjective(ExperimentConfig config) {
    return ScoreMatching.evaluation(network(config), loss(config));
  }

  private static ScoreMatchingLoss loss(ExperimentConfig config) {
    DiffusionProcess process = process(config);
    DoubleUnaryOperator told = ToyTimedScore.told(process);
    Times times = new Times.Continuous(config.sde().stratified());
    return new TimeDenoising(process, times, told, OutputRule.NOISE, Pixels.MEAN);
  }

  @Override
  public ScoreModel model(ExperimentConfig config) {
    DiffusionProcess process = process(config);
    return new ScoreModel(network(config), process, ToyTimedScore.told(process), OutputRule.NOISE);
  }

  /** Along the probability flow. */
  @Override
  public SamplingMethod method(ExperimentConfig config) {
    return new Heun(SamplingTimes.logarithmic(process(config), FLOW_TIMES));
  }

  @Override
  public Start start(ExperimentConfig config) {
    return Start.prior(process(config));
  }

  @Override
  public Presentation presentation(Experiment experiment, Backend backend) {
    ExperimentConfig config = experiment.config();
    return new ToySdePresentation(experiment, distribution(config), process(config), backend);
  }
}
