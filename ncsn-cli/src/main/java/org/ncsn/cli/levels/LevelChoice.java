package org.ncsn.cli.levels;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.ncsn.cli.config.ConfigPlace;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.ModelConfig.Spacing;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.error.UserError;
import org.ncsn.noise.LevelOverlap;

/** Puts numbers into a config in the place of those that it leaves to be found. */
public final class LevelChoice {
  /** Steps at each level where a config does not say, as published for small images. */
  static final int USUAL_STEPS = 5;

  /** As many as a config may ask for. */
  private static final int MOST_LEVELS = 1_000_000;

  /** More digits would say nothing; up, so that no two images are farther apart. */
  private static final MathContext UP = new MathContext(5, RoundingMode.CEILING);

  private static final MathContext NEAREST = new MathContext(5);

  private final ConfigPlace place;
  private final RunnerName runner;

  /**
   * @param file the config's, for complaints
   * @param runner what runs it
   */
  public LevelChoice(Path file, RunnerName runner) {
    this.place = new ConfigPlace(file);
    this.runner = runner;
  }

  /**
   * A config of numbers alone.
   *
   * @param found what the log says of those that were found, if any were
   */
  public record Chosen(ExperimentConfig config, Optional<String> found) {}

  /**
   * The config with numbers.
   *
   * @param farthest asked only if the config leaves its largest noise level to be found
   * @throws UserError if there are none that fit
   */
  public Chosen of(ExperimentConfig config, Supplier<FarthestPair> farthest) {
    requireEqualRatios(config);
    List<String> found = new ArrayList<>();
    ExperimentConfig chosen = config;
    if (hasLevels() && config.model().sigmaBegin().isOpen()) {
      FarthestPair pair = farthest.get();
      chosen = withSigma(chosen, pair.pair().distance());
      found.add(
          "sigma_begin " + chosen.model().sigmaBegin() + " (the largest distance, " + pair + ")");
    }
    if (hasLevels() && config.model().numClasses().isOpen()) {
      chosen = withCount(chosen);
      found.add(
          String.format(
              Locale.ROOT,
              "num_classes %s (neighbours overlap by %.4f)",
              chosen.model().numClasses(),
              Ladder.of(chosen).overlap()));
    }
    if (config.sampling().stepLr().isOpen()) {
      chosen = withStep(chosen);
      found.add(
          String.format(
              Locale.ROOT,
              "n_steps_each %d with step_lr %s (they leave a level %.4f of its variance)",
              chosen.sampling().nStepsEach().orElseThrow(),
              chosen.sampling().stepLr(),
              Ladder.of(chosen).variance(chosen.sampling()).orElseThrow()));
    }
    return new Chosen(
        chosen,
        found.isEmpty()
            ? Optional.empty()
            : Optional.of("Chosen for these data: " + String.join(", ", found)));
  }

  private void requireEqualRatios(ExperimentConfig config) {
    boolean isOpen = config.model().numClasses().isOpen() || config.sampling().stepLr().isOpen();
    if (isOpen && config.model().sigmaDist() != Spacing.GEOMETRIC) {
      throw new UserError(
          place.of("model", "sigma_dist")
              + " must be geometric where auto chooses the number of levels or the step, which it"
              + " does for levels at equal ratios; change it, or give numbers");
    }
  }

  /**
   * The config with everything chosen, whatever numbers it has.
   *
   * @param distance the largest between two images
   */
  ExperimentConfig all(ExperimentConfig config, double distance) {
    return withStep(withCount(withSigma(config, distance)));
  }

  /** The config with some numbers, before the data are there: whatever else is wrong shows. */
  public ExperimentConfig anyOf(ExperimentConfig config) {
    boolean isOpen = hasLevels() && config.model().sigmaBegin().isOpen();
    ExperimentConfig some = isOpen ? withSigma(config, 2 * config.model().sigmaEnd()) : config;
    return of(
            some,
            () -> {
              throw new IllegalStateException("sigma_begin is known");
            })
        .config();
  }

  /** A config to go on with: noise levels stay as they were found when the training began. */
  public ExperimentConfig resumed(ExperimentConfig given, ExperimentConfig began) {
    return anyOf(hasLevels() ? given.withLevelsFoundBy(began) : given);
  }

  /**
   * Makes sure that there is something to choose.
   *
   * @throws UserError if the runner has no noise levels, or the data too few dimensions
   */
  public void requireLevels(ExperimentConfig config) {
    if (!hasLevels()) {
      throw new UserError(
          "--runner: "
              + runner
              + " knows no noise levels; choose one that does, or another config");
    }
    if (config.data().dataset().isOfThePlane()) {
      throw new UserError(
          place.of("data", "dataset")
              + ": "
              + config.data().dataset()
              + " is points of the plane, whose noise levels overlap at any ratio; choose a config"
              + " of images");
    }
  }

  private boolean hasLevels() {
    return runner.keys().contains("model.sigma_begin");
  }

  private ExperimentConfig withSigma(ExperimentConfig config, double distance) {
    double sigma = BigDecimal.valueOf(distance).round(UP).doubleValue();
    if (!(sigma > config.model().sigmaEnd())) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: no two images are farther apart than %s, which is not above model.sigma_end (%s); give numbers for both",
              place.of("model", "sigma_begin"),
              sigma,
              config.model().sigmaEnd()));
    }
    return config.withSigmaBegin(sigma);
  }

  private ExperimentConfig withCount(ExperimentConfig config) {
    int dimension = Ladder.dimension(config);
    if (dimension < LevelOverlap.LEAST_DIMENSION) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: the overlap of noise levels tells their number in %d dimensions or more, these data have %d; give a number",
              place.of("model", "num_classes"),
              LevelOverlap.LEAST_DIMENSION,
              dimension));
    }
    if (!(config.model().sigmaBegin().number() > config.model().sigmaEnd())) {
      throw new UserError(
          place.of("model", "num_classes")
              + ": auto needs a model.sigma_begin above model.sigma_end, and they are the same; give a"
              + " number");
    }
    double exact = Ladder.count(config);
    if (!(exact <= MOST_LEVELS)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: an overlap of %s takes %.0f noise levels, more than %d; choose a smaller one",
              place.of("model", "overlap"),
              config.model().overlap(),
              exact,
              MOST_LEVELS));
    }
    return config.withNumClasses((int) Math.ceil(exact));
  }

  private ExperimentConfig withStep(ExperimentConfig config) {
    if (!hasLevels()) {
      throw stepNeeds("noise levels, and " + runner + " has none");
    }
    Ladder ladder = Ladder.of(config);
    if (!(ladder.ratio() > 1)) {
      throw stepNeeds("noise levels that fall");
    }
    int steps = config.sampling().nStepsEach().orElse(USUAL_STEPS);
    double best = ladder.step(steps).best();
    return config
        .withStepsEach(steps)
        .withStepLr(BigDecimal.valueOf(best).round(NEAREST).doubleValue());
  }

  private UserError stepNeeds(String what) {
    return new UserError(
        place.of("sampling", "step_lr")
            + ": auto needs "
            + what
            + "; give a number, such as 2.0e-5");
  }
}
