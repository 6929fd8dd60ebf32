package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigPlace;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.KeysWithoutEffect;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.levels.FarthestPair;
import org.ncsn.cli.levels.LevelChoice;
import org.ncsn.cli.levels.LevelsStudy;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.runner.Runners;
import org.ncsn.error.UserError;
import org.ncsn.spi.BackendOptions;
import org.ncsn.tensor.Backend;

/** Says which noise levels and step sizes the data of a config ask for. */
@Parameters(commandDescription = "Choose noise levels and step sizes by the data, and show them")
final class LevelsCommand implements Command {
  private static final double LEAST_OVERLAP = 0.001;
  private static final double MOST_OVERLAP = 0.997;

  @Parameter(
      names = "--config",
      order = 1,
      description = "Config whose data are looked at: a path, or a name in configs/")
  private String config = "anneal.yml";

  @Parameter(
      names = "--runner",
      order = 2,
      description = "Kind of experiment; by default the config's, or AnnealRunner")
  private String runner;

  @Parameter(
      names = "--sample",
      order = 3,
      description =
          "How many images are compared; by default the config's model.sigma_sample, or all, or"
              + " 10,000 of more than 60,000")
  private Integer sample;

  @Parameter(
      names = "--overlap",
      order = 4,
      description =
          "How much neighbouring levels overlap; by default the config's model.overlap, or 0.5")
  private Double overlap;

  @Parameter(
      names = "--steps",
      order = 5,
      description =
          "Langevin steps at each level; by default the config's sampling.n_steps_each, or 5")
  private Integer steps;

  @Parameter(
      names = "--seed",
      order = 6,
      description = "Draws the images that are compared; by default the config's, or 1234")
  private Long seed;

  @Parameter(names = "-o", order = 7, description = "File to draw the levels into, .png")
  private Path picture;

  @Parameter(names = "--backend", order = 8, description = "Tensor engine; see 'ncsn backends'")
  private String backend;

  @Parameter(names = "--run", order = 9, description = "Folder with the data sets")
  private Path run = Path.of("run");

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "levels";
  }

  @Override
  public String examples() {
    return """
        ncsn levels --config anneal.yml
        ncsn levels --config anneal-cifar10.yml --sample 5000 --backend djl
        ncsn levels --config anneal.yml --overlap 0.6 --steps 3 -o ladder.png""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    check();
    Path file = ConfigFiles.ofProgram().find(config);
    ExperimentConfig read = ConfigReader.read(file);
    Runner chosen = Runners.ofConfig(Optional.ofNullable(runner), read);
    KeysWithoutEffect.check(file, chosen.kind(), read);
    EngineChoice engine =
        new EngineChoice(Optional.ofNullable(backend).or(read::backend), BackendOptions.defaults());
    ExperimentConfig wanted = told(read);
    LevelChoice levels = new LevelChoice(file, chosen.kind());
    levels.requireLevels(wanted);
    long drawn = seed == null ? Options.configuredSeed(read) : seed;
    ConfigPlace place = new ConfigPlace(file);
    Experiment experiment =
        place.located(() -> new Experiment(levels.anyOf(wanted).withSeed(drawn), chosen, drawn));
    FarthestPair farthest;
    try (DataSets data = place.located(() -> experiment.data(run.resolve("datasets"), console));
        Backend opened = engine.open()) {
      Optional<Integer> compared = Optional.ofNullable(sample).or(read.model()::sigmaSample);
      farthest = FarthestPair.of(experiment, data, compared, opened, console);
    }
    LevelsStudy study = new LevelsStudy(file, chosen.kind(), wanted, farthest);
    study.lines().forEach(console::line);
    if (picture != null) {
      ImageGrid.writePng(study.picture(), picture);
      console.line("");
      console.line("Drawn into " + picture);
    }
  }

  private void check() {
    NumberFlag.check("--steps", steps, Integer.MAX_VALUE);
    if (sample != null && sample < 2) {
      throw new UserError("--sample must be at least 2, found " + sample);
    }
    if (overlap != null && !(overlap >= LEAST_OVERLAP && overlap <= MOST_OVERLAP)) {
      throw new UserError(
          "--overlap must be from " + LEAST_OVERLAP + " to " + MOST_OVERLAP + ", found " + overlap);
    }
  }

  /** The config with what the flags say instead. */
  private ExperimentConfig told(ExperimentConfig read) {
    ExperimentConfig overlapping = overlap == null ? read : read.withOverlap(overlap);
    return steps == null ? overlapping : overlapping.withStepsEach(steps);
  }
}
