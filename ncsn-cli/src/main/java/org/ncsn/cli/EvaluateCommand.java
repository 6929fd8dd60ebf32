package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.cli.evaluation.ConfiguredImages;
import org.ncsn.cli.evaluation.EvaluationLines;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.evaluation.ImageFiles;
import org.ncsn.cli.evaluation.ImageSource;
import org.ncsn.cli.evaluation.Measuring;
import org.ncsn.cli.evaluation.Reference;
import org.ncsn.cli.evaluation.StepRange;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.error.UserError;
import org.ncsn.evaluation.MeasuredSet;
import org.ncsn.tensor.Backend;

/** Says how good samples are. */
@Parameters(commandDescription = "Say how good samples are: FID, Inception score, KID, precision")
final class EvaluateCommand implements Command {
  /** Of which a distance says something, and which are drawn while one waits. */
  private static final int USUAL_SAMPLES = 1000;

  @Parameter(names = "--run", order = 1, description = "Folder of logs, checkpoints and data sets")
  private Path run = Path.of("run");

  @Parameter(
      names = "--doc",
      order = 2,
      description = "What to measure: samples that are drawn of this experiment below --run")
  private String doc;

  @ParametersDelegate private FromFlag from = new FromFlag();

  @Parameter(
      names = "--checkpoints",
      order = 3,
      description =
          "With --doc: measure several checkpoints, FROM:TO:EVERY in steps, and name the best")
  private String checkpoints;

  @Parameter(
      names = "--samples",
      order = 3,
      description = "With --doc: how many samples; distances of few are biased upwards")
  private Integer samples;

  @Parameter(
      names = "--batch_size",
      order = 4,
      description = "With --doc: images that are drawn at once; by default as many as go well")
  private Integer batchSize;

  @Parameter(
      names = "--images",
      order = 5,
      description =
          "What to measure: a folder or zip of pictures of one size, or an .npy of images")
  private Path images;

  @Parameter(
      names = "--data",
      order = 6,
      description = "What to measure: the test images of this config's data set")
  private String data;

  @Parameter(
      names = "--features",
      order = 12,
      description = "File to keep the features (pool_3) and logits of what is measured in, .npz")
  private Path features;

  @ParametersDelegate private AgainstFlags against = new AgainstFlags();

  @ParametersDelegate private EvaluatorFlags evaluator = new EvaluatorFlags();

  @ParametersDelegate private EngineFlags engine = new EngineFlags();

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String examples() {
    return """
        ncsn evaluate --doc quickstart
        ncsn evaluate --doc cifar10 --samples 50000 --inception pt_inception.pth \\
                      --against fid_stats_cifar10_train.npz
        ncsn evaluate --doc cifar10 --checkpoints 50000:200000:50000
        ncsn evaluate --images samples.zip --against pictures --features features.npz
        ncsn evaluate --data anneal.yml""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    check();
    try (Interruption interruption = new Interruption()) {
      if (doc != null) {
        new EvaluatedRun(
                new EvaluatedRun.Run(run, doc),
                against,
                evaluator,
                console,
                interruption::requested)
            .measure(folder -> plan(ConfigReader.read(folder.config())));
      } else if (images != null) {
        ofFiles(console, interruption);
      } else {
        ofData(console, interruption);
      }
    }
  }

  private EvaluationPlan plan(ExperimentConfig config) {
    SamplingConfig sampling =
        config
            .sampling()
            .with(
                Optional.of(samples == null ? USUAL_SAMPLES : samples),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    return new EvaluationPlan(
        config.withSampling(sampling),
        Runners.ofConfig(config),
        engine.seed(),
        engine.engine(config),
        checkpoints == null
            ? new EvaluationPlan.One(from.step(), Optional.ofNullable(features))
            : new EvaluationPlan.Several(StepRange.of(checkpoints), Optional.empty()),
        batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize),
        "--batch_size",
        Optional.empty(),
        false);
  }

  private void check() {
    if (Stream.of(doc, images, data).filter(given -> given != null).count() != 1) {
      throw new UserError("evaluate: say what to measure by one of --doc, --images and --data");
    }
    boolean ofRun =
        samples != null || batchSize != null || checkpoints != null || from.step().isPresent();
    if (doc == null && ofRun) {
      throw new UserError(
          "--samples, --batch_size, --checkpoints and --from are of a run; they go with --doc");
    }
    if (checkpoints != null) {
      StepRange.of(checkpoints);
    }
    if (checkpoints != null && (features != null || from.step().isPresent())) {
      throw new UserError("--checkpoints: measures several; leave out --from and --features");
    }
    NumberFlag.check("--samples", samples, NumberFlag.MOST_SAMPLES);
    NumberFlag.check("--batch_size", batchSize, NumberFlag.MOST_IMAGES);
    against.check(images == null);
    evaluator.check();
    engine.engine();
  }

  private void ofFiles(Console console, Interruption interruption) {
    try (ImageFiles.Opened opened = ImageFiles.open(images)) {
      Evaluator network =
          evaluator.evaluator(opened.images().sampleShape(), Optional.empty(), datasets(), console);
      measure(opened.source(images, network), network, Optional.empty(), console, interruption);
    }
  }

  private void ofData(Console console, Interruption interruption) {
    ConfiguredImages configured = ConfiguredImages.of(data, datasets());
    try (DataSets sets = configured.open(console)) {
      ImageSource source = configured.source(sets, ConfiguredImages.Part.TEST);
      Evaluator network =
          evaluator.evaluator(
              source.images().sampleShape(),
              Optional.of(configured.areDigits()),
              datasets(),
              console);
      measure(source, network, Optional.of(configured), console, interruption);
    }
  }

  private void measure(
      ImageSource source,
      Evaluator network,
      Optional<ConfiguredImages> usual,
      Console console,
      Interruption interruption) {
    try (Backend backend = engine.engine().open();
        Measuring measuring = evaluator.measuring(network, backend, engine.seed(), console)) {
      Reference reference =
          against.measured(measuring, usual, datasets(), interruption::requested, console);
      MeasuredSet measured =
          measuring.of(source, Optional.ofNullable(features), interruption::requested);
      new EvaluationLines(network)
          .of(source.counted(), reference.told())
          .of(
              measured,
              measuring.compared(measured.set(), reference.set(), interruption::requested))
          .lines()
          .forEach(console::line);
    }
  }

  private Path datasets() {
    return run.resolve("datasets");
  }
}
