package org.ncsn.cli.runner;

import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.show.ToyPresentation;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.Denoising;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.loss.Sliced;
import org.ncsn.loss.SlicedVarianceReduced;
import org.ncsn.loss.Slicing;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.toy.ToyNetwork;
import org.ncsn.toy.ToyObjective;

/** The paper's experiments in the plane (its figures 2 and 3). */
public final class ToyRunner implements PlaneRunner {
  private static final int STEPS_EACH = 100;

  /** The published denoising loss of energies is weighed by sigma to this power. */
  private static final double ENERGY_POWER = 4;

  @Override
  public RunnerName kind() {
    return RunnerName.TOY;
  }

  @Override
  public ToyNetwork network(ExperimentConfig config) {
    distribution(config);
    NoiseLevels levels = Annealing.levels(config);
    int units = config.model().ngf();
    return config.model().energy()
        ? ToyNetwork.ofEnergy(levels, units)
        : ToyNetwork.ofScore(levels, units);
  }

  @Override
  public Objective trainingObjective(ExperimentConfig config) {
    Slicing slicing = ConfiguredSlicing.of(config.training());
    return withNoisy(
        config,
        switch (config.training().algo()) {
          case DSM -> denoising(config);
          case SSM -> new SlicedVarianceReduced(slicing);
          case SSM_PLAIN -> new Sliced(slicing);
        });
  }

  @Override
  public Objective testObjective(ExperimentConfig config) {
    return withNoisy(config, denoising(config));
  }

  private static ScoreMatchingLoss denoising(ExperimentConfig config) {
    double power = config.model().energy() ? ENERGY_POWER : 0;
    return new Denoising(config.training().noiseStd(), power);
  }

  private Objective withNoisy(ExperimentConfig config, ScoreMatchingLoss data) {
    return new ToyObjective(
        network(config),
        data,
        new AnnealedDenoising(Annealing.levels(config), config.training().annealPower()));
  }

  /** The part of the network that is annealed; the pictures show the other one, too. */
  @Override
  public ScoreModel model(ExperimentConfig config) {
    return ScoreModel.of(network(config).noisy(), Annealing.levels(config));
  }

  @Override
  public SamplingMethod method(ExperimentConfig config) {
    return new AnnealedLangevin(schedule(config));
  }

  private static LangevinSchedule schedule(ExperimentConfig config) {
    return Annealing.schedule(config, STEPS_EACH);
  }

  @Override
  public Presentation presentation(Experiment experiment, Backend backend) {
    ExperimentConfig config = experiment.config();
    return new ToyPresentation(
        experiment, distribution(config), network(config), schedule(config), backend);
  }
}
