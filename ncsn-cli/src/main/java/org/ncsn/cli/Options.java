package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.experiment.TestOutput;
import org.ncsn.error.UserError;

/** The command line's flags: the official program's, with their names and defaults, and ours. */
final class Options {
  private static final String USUAL_CONFIG = "anneal.yml";
  static final Path USUAL_FOLDER = Path.of("images");

  @Parameter(
      names = "--runner",
      order = 1,
      description =
          "Kind of experiment: AnnealRunner, NCSNRunner, BaselineRunner or ScoreNetRunner (images),"
              + " ToyRunner (points of the plane), SdeRunner and ToySdeRunner (noise processes),"
              + " ClassifierRunner and NoisyClassifierRunner (what images show); by default the"
              + " config's, or AnnealRunner")
  private String runner;

  @Parameter(
      names = "--config",
      order = 2,
      description =
          "Config file: a path, or a name in configs/; by default anneal.yml, and the run's own"
              + " with --resume_training, or with --sample, --test and --fast_fid of NCSNRunner, which"
              + " take its sections sampling, test and fast_fid")
  String config;

  @Parameter(
      names = "--seed",
      order = 3,
      description = "Seed of all noise; by default the config's, or 1234")
  Long seed;

  @ParametersDelegate RunName experiment = new RunName();

  @Parameter(names = "--comment", order = 6, description = "A note for the log")
  String comment = "";

  @Parameter(
      names = "--verbose",
      order = 7,
      description = "Level of the log: info, debug, warning or critical")
  String verbose = "info";

  @Parameter(
      names = "--test",
      order = 8,
      description =
          "Sample from the trained network; NCSNRunner: the test loss of all checkpoints, or of those"
              + " that the config's section test says;"
              + " ClassifierRunner and NoisyClassifierRunner: how many test images it recognises")
  boolean test;

  @Parameter(
      names = "--sample",
      order = 8,
      description =
          "Sample from the trained network, whatever the runner; NCSNRunner: from the checkpoint"
              + " that the config's sampling.ckpt_id says, unless --from does")
  boolean sample;

  @Parameter(
      names = "--fast_fid",
      order = 9,
      description =
          "Measure the checkpoints of an NCSNRunner every 5,000 steps, as the config's section"
              + " fast_fid says, and name the best; more ways: 'ncsn evaluate'")
  boolean fastFid;

  @ParametersDelegate AgainstFlags against = new AgainstFlags();

  @ParametersDelegate EvaluatorFlags evaluator = new EvaluatorFlags();

  @Parameter(
      names = "--resume_training",
      order = 9,
      description = "Go on from the experiment's last checkpoint")
  boolean resumeTraining;

  @ParametersDelegate FromFlag from = new FromFlag();

  @Parameter(
      names = {"-o", "-i", "--image_folder"},
      order = 10,
      description = "Folder that samples are written to")
  Path imageFolder = USUAL_FOLDER;

  @Parameter(
      names = "--backend",
      order = 11,
      description = "Tensor engine; see 'ncsn backends'. Wins over the config's")
  String backend;

  @Parameter(
      names = {"--overwrite", "--ni"},
      order = 12,
      description = "Replace an experiment of this name that holds a checkpoint")
  boolean overwrite;

  @Parameter(names = "--threads", order = 13, description = "Threads an operation may use; 0: all")
  int threads;

  @Parameter(names = "--device", order = 14, description = "auto, cpu or gpu")
  String device = "auto";

  @Parameter(
      names = "--nan_guard",
      order = 15,
      description = "Name the first operation that produces NaN or infinity (slow)")
  boolean nanGuard;

  @ParametersDelegate SamplerFlags sampler = new SamplerFlags();

  @ParametersDelegate ClassifierFlag classifier = new ClassifierFlag();

  @Parameter(
      names = "--batch_size",
      order = 19,
      description = "Images that --test draws at once; by default as many as memory holds")
  Integer batchSize;

  @ParametersDelegate TestFlags shown = new TestFlags();

  @Parameter(names = "--version", order = 98, description = "Print the version")
  boolean version;

  @ParametersDelegate HelpFlag help = new HelpFlag();

  /**
   * The configuration with what the flags say instead.
   *
   * @throws UserError if a flag is of other runners
   */
  ExperimentConfig applyTo(ExperimentConfig config, Runner of) {
    new FlagsWithoutEffect(this).log(of.kind());
    return sampler.applyTo(config, of.kind());
  }

  /**
   * Looks through what no config has looked through.
   *
   * @throws UserError for a value that cannot be
   */
  void check() {
    if (Stream.of(test, sample, fastFid, resumeTraining).filter(mode -> mode).count() > 1) {
      throw new UserError(
          "--test, --sample, --fast_fid and --resume_training exclude each other; choose one");
    }
    if (!fastFid && (against.isGiven() || !evaluator.given().isEmpty())) {
      throw new UserError(
          (against.isGiven() ? "--against" : evaluator.given().get(0))
              + ": goes with --fast_fid, or with 'ncsn evaluate'; add one of them");
    }
    against.check(true);
    evaluator.check();
    if (from.step().isPresent() && !draws() && !resumeTraining) {
      throw new UserError(
          "--from: goes with --resume_training, --test or --sample; add one of them");
    }
    shown.check(draws());
    classifier.check(draws(), shown.asked());
    NumberFlag.check("--batch_size", batchSize, NumberFlag.MOST_IMAGES);
    sampler.check();
  }

  /**
   * Makes sure that no samples are asked for of an experiment that has none.
   *
   * @throws UserError that names the first flag that asks
   */
  void requireNoSampling(Runner runner) {
    Map<String, Boolean> asked = new LinkedHashMap<>();
    asked.put("--sample", sample);
    sampler.given().forEach(flag -> asked.put(flag, true));
    shown.asked().forEach(flag -> asked.put(flag, true));
    asked.values().removeIf(given -> !given);
    if (!asked.isEmpty()) {
      throw new UserError(
          asked.keySet().iterator().next()
              + ": an experiment of "
              + runner.name()
              + " draws no samples; use --test alone, which counts what it recognises");
    }
  }

  /** Whether a trained network is looked at, and none is trained. */
  boolean trained() {
    return draws() || fastFid;
  }

  /** Whether samples are drawn, or a test is made. */
  boolean draws() {
    return test || sample;
  }

  /**
   * Where a test writes, and how.
   *
   * @param logs the run folder
   */
  TestOutput output(Path logs) {
    OptionalInt batch = batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize);
    Path folder = secondFolder("image_samples").orElse(imageFolder);
    return new TestOutput(folder, logs, batch, shown.pictures());
  }

  /**
   * Where files lie as the second paper's program has them, if they are to.
   *
   * @param folder of all files of a mode
   */
  Optional<Path> secondFolder(String folder) {
    return experiment.isSecond()
        ? Optional.of(experiment.run().resolve(folder).resolve(imageFolder))
        : Optional.empty();
  }

  /** The config of a new run. */
  String newConfig() {
    return config == null ? USUAL_CONFIG : config;
  }

  /** The runner that the flag names, if it is given. */
  Optional<String> runner() {
    return Optional.ofNullable(runner);
  }

  /** The config that a run shall go on with, or be looked at by, if it is another than its own. */
  Optional<String> otherConfig() {
    return Optional.ofNullable(config);
  }

  /** The seed of a new run, or of samples. */
  long seed(ExperimentConfig config) {
    return seed == null ? configuredSeed(config) : seed;
  }

  /** The seed of a run that goes on, whatever the flag says: its noise was drawn from it. */
  static long configuredSeed(ExperimentConfig config) {
    return config.seed().orElse(Experiment.USUAL_SEED);
  }
}
