package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.checkpoint.WeightsFile;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.error.UserError;
import org.ncsn.format.Npy;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;
import org.ncsn.score.ScoreModel;
import org.ncsn.score.ScoreOfAll;
import org.ncsn.score.Scores;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates a network's score on given images. */
@Parameters(commandDescription = "Evaluate a trained network's score on given images")
final class ScoreCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ScoreCommand.class);

  @Parameter(names = "--run", order = 1, description = "Folder of logs and checkpoints")
  private Path run = Path.of("run");

  @Parameter(names = "--doc", order = 2, description = "Name of the experiment below --run")
  private String doc;

  @ParametersDelegate private FromFlag from = new FromFlag();

  @Parameter(
      names = "--checkpoint",
      order = 3,
      description = "In place of --doc: a checkpoint, safetensors or PyTorch's")
  private Path checkpoint;

  @Parameter(names = "--config", order = 4, description = "With --checkpoint: its config")
  private String config;

  @Parameter(
      names = "--entry",
      order = 4,
      description = "With --checkpoint: which of several networks in it")
  private String entry;

  @Parameter(
      names = "--input",
      order = 5,
      required = true,
      description = "Images as .npy, float32 or float64: that is also what is computed in")
  private Path input;

  @Parameter(
      names = "--labels",
      order = 6,
      description = "Index of each image's noise level as .npy [N]")
  private Path labels;

  @Parameter(names = "--output", order = 7, required = true, description = "File to write, .npy")
  private Path output;

  @Parameter(
      names = "--layout",
      order = 8,
      description = "Order of the axes of input and output: nhwc or nchw")
  private String layout = "nhwc";

  @Parameter(names = "--batch", order = 9, description = "Images that are scored at once")
  private int batch = 64;

  @Parameter(names = "--backend", order = 10, description = "Tensor engine; see 'ncsn backends'")
  private String backend;

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "score";
  }

  @Override
  public String examples() {
    return """
    ncsn score --doc mnist --input x.npy --labels y.npy --output s.npy
    ncsn score --checkpoint checkpoint.pth --config anneal.yml --layout nchw \\
               --input x.npy --labels y.npy --output s.npy\
    """;
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    check();
    ExperimentConfig experiment = config();
    Optional<String> engine = Optional.ofNullable(backend).or(experiment::backend);
    engine.ifPresent(Backends::named);
    Runner runner = Runners.ofConfig(experiment);
    ScoreModel model = runner.generation(experiment).orElseThrow(runner::drawsNoSamples).model();
    HostArray images = images(experiment, model);
    HostArray levels = labels(model, images.shape().extent(0));
    HostWeights weights = weights(experiment, runner.network(experiment)).to(images.dtype());
    try (Backend opened = Backends.open(engine, BackendOptions.defaults())) {
      HostArray scores =
          MemoryAdvice.lower("--batch")
              .get(
                  () ->
                      new Scores(opened, ScoreOfAll.of(model), weights)
                          .of(images, levels, Optional.empty(), batch));
      Npy.write(output, isTorch() ? scores.transpose(0, 3, 1, 2) : scores);
      LOG.info("Wrote the scores of {} images to {}", images.shape().extent(0), output);
    }
  }

  private void check() {
    if ((doc == null) == (checkpoint == null) || (checkpoint == null) != (config == null)) {
      throw new UserError("score: give either --doc, or --checkpoint and --config");
    }
    if (entry != null && checkpoint == null) {
      throw new UserError("--entry: is of a file; give it with --checkpoint");
    }
    if (from.step().isPresent() && doc == null) {
      throw new UserError("--from: chooses a checkpoint of a run; goes with --doc");
    }
    if (!layout.equals("nhwc") && !isTorch()) {
      throw new UserError("--layout must be nhwc or nchw, found '" + layout + "'");
    }
    if (batch < 1) {
      throw new UserError("--batch must be at least 1, found " + batch);
    }
  }

  private boolean isTorch() {
    return layout.equals("nchw");
  }

  private ExperimentConfig config() {
    if (checkpoint != null) {
      return ConfigReader.read(ConfigFiles.ofProgram().find(config));
    }
    try (RunFolder folder = RunFolder.open(run, doc)) {
      ExperimentConfig stored = ConfigReader.read(folder.config());
      return Runners.asTrained(folder.logs(), Runners.ofConfig(stored), stored);
    }
  }

  private HostWeights weights(ExperimentConfig config, Network network) {
    if (checkpoint == null) {
      try (RunFolder folder = RunFolder.open(run, doc)) {
        Experiment trained =
            new Experiment(config, Runners.ofConfig(config), Options.configuredSeed(config));
        return TrainedNetwork.read(folder.logs(), from.step(), trained, List.of())
            .requireFinite()
            .weights();
      }
    }
    HostWeights weights = WeightsFile.read(checkpoint, network, Optional.ofNullable(entry));
    TrainedNetwork.requireFinite(checkpoint, network, weights);
    return weights;
  }

  private HostArray images(ExperimentConfig experiment, ScoreModel model) {
    HostArray read = Npy.read(input);
    int channels = experiment.data().channels();
    int axis = isTorch() ? 1 : 3;
    if (!read.dtype().isFloating()
        || read.shape().rank() != 4
        || read.shape().size() == 0
        || read.shape().extent(axis) != channels) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: holds %s, not images %s of %d channels, float32 or float64; see --layout",
              input,
              read.type(),
              isTorch() ? "[N,C,H,W]" : "[N,H,W,C]",
              channels));
    }
    HostArray images = isTorch() ? read.transpose(0, 2, 3, 1) : read;
    int height = images.shape().extent(1);
    int width = images.shape().extent(2);
    int divisor = model.network().sidesDivisibleBy();
    if (height % divisor != 0 || width % divisor != 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: holds images of %dx%d pixels; the network halves them, so height and width must be divisible by %d",
              input,
              height,
              width,
              divisor));
    }
    return images;
  }

  /** Networks that know no noise levels take no notice of them. */
  private HostArray labels(ScoreModel model, int count) {
    Shape shape = Shape.of(count);
    if (!model.needsTime()) {
      return HostArray.zeros(new TensorType(DType.INT32, shape));
    }
    if (labels == null) {
      throw new UserError("--labels: this network scores at noise levels; say which");
    }
    HostArray read = Npy.read(labels);
    if (read.dtype() != DType.INT32 || !read.shape().equals(shape)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: holds %s, expected integers %s, one for each image",
              labels,
              read.type(),
              shape));
    }
    requireLevels(model, read);
    return read;
  }

  private void requireLevels(ScoreModel model, HostArray read) {
    if (model.network().conditioning().noise() instanceof Conditioning.Levels levels) {
      for (int label : read.ints()) {
        if (label < 0 || label >= levels.count()) {
          throw new UserError(
              String.format(
                  Locale.ROOT,
                  "%s: holds %d, noise levels are numbered 0 to %d",
                  labels,
                  label,
                  levels.count() - 1));
        }
      }
    }
  }
}
