package org.ncsn.cli.levels;

import java.util.OptionalDouble;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.ModelConfig;
import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.noise.LangevinStep;
import org.ncsn.noise.LevelOverlap;
import org.ncsn.noise.NoiseLevels;

/**
 * The noise levels of a config, and what is known of them.
 *
 * @param begin the largest
 * @param end the smallest
 * @param count how many
 * @param dimension of the data
 */
record Ladder(double begin, double end, int count, int dimension) {
  private static final int COORDINATES_OF_A_POINT = 2;

  /** Those of a config that gives their numbers. */
  static Ladder of(ExperimentConfig config) {
    ModelConfig model = config.model();
    return new Ladder(
        model.sigmaBegin().number(),
        model.sigmaEnd(),
        model.numClasses().number(),
        dimension(config));
  }

  /** The number of the data's coordinates. */
  static int dimension(ExperimentConfig config) {
    DataConfig data = config.data();
    return data.dataset().isOfThePlane()
        ? COORDINATES_OF_A_POINT
        : data.imageSize() * data.imageSize() * data.channels();
  }

  /** How many levels overlap as much as a config wants, not rounded. */
  static double count(ExperimentConfig config) {
    ModelConfig model = config.model();
    return LevelOverlap.count(
        model.sigmaBegin().number(),
        model.sigmaEnd(),
        LevelOverlap.ratio(model.overlap(), dimension(config)));
  }

  /** The ratio of neighbours; 1 if there is a single level. */
  double ratio() {
    return count == 1 ? 1 : Math.pow(begin / end, 1.0 / (count - 1));
  }

  /** How much neighbours overlap. */
  double overlap() {
    return LevelOverlap.of(ratio(), dimension);
  }

  /** The steps at each level. */
  LangevinStep step(int stepsEach) {
    return new LangevinStep(end, ratio(), stepsEach);
  }

  /** The share of its variance that the steps leave at a level, if a config gives them. */
  OptionalDouble variance(SamplingConfig steps) {
    return steps.nStepsEach().isPresent() && !steps.stepLr().isOpen() && ratio() > 1
        ? OptionalDouble.of(step(steps.nStepsEach().get()).variance(steps.stepLr().number()))
        : OptionalDouble.empty();
  }

  NoiseLevels levels() {
    return NoiseLevels.geometric(begin, end, count);
  }
}
