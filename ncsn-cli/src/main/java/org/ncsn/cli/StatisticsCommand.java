package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.cli.evaluation.ConfiguredImages;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.evaluation.ImageFiles;
import org.ncsn.cli.evaluation.ImageSource;
import org.ncsn.cli.evaluation.Measuring;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.error.UserError;
import org.ncsn.evaluation.StatisticsFile;
import org.ncsn.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the statistics of images that samples are compared with. */
@Parameters(commandDescription = "Write the statistics of images, which 'evaluate' compares with")
final class StatisticsCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(StatisticsCommand.class);

  @Parameter(
      names = "--images",
      order = 1,
      description = "A folder or zip of pictures of one size, or an .npy of images")
  private Path images;

  @Parameter(
      names = "--data",
      order = 2,
      description = "In place of --images: the training images of this config's data set")
  private String data;

  @Parameter(
      names = {"-o", "--output"},
      order = 3,
      description = "File to write, .npz: mu, sigma and n")
  private Path output;

  @Parameter(
      names = "--features",
      order = 4,
      description = "File to keep the features (pool_3) and logits in, .npz")
  private Path features;

  @Parameter(names = "--run", order = 5, description = "Folder with the data sets")
  private Path run = Path.of("run");

  @ParametersDelegate private EvaluatorFlags evaluator = new EvaluatorFlags();

  @ParametersDelegate private EngineFlags engine = new EngineFlags();

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "statistics";
  }

  @Override
  public String examples() {
    return """
        ncsn statistics --data anneal-cifar10.yml --inception pt_inception.pth -o cifar10.npz
        ncsn statistics --images pictures.zip -o pictures.npz
        ncsn evaluate --doc cifar10 --against cifar10.npz""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    if ((images == null) == (data == null)) {
      throw new UserError("statistics: say of what by one of --images and --data");
    }
    if (output == null) {
      throw new UserError("statistics: say where to write them, with -o FILE.npz");
    }
    evaluator.check();
    engine.engine();
    try (Interruption interruption = new Interruption()) {
      if (images != null) {
        try (ImageFiles.Opened opened = ImageFiles.open(images)) {
          Evaluator network =
              evaluator.evaluator(
                  opened.images().sampleShape(),
                  Optional.empty(),
                  run.resolve("datasets"),
                  console);
          write(opened.source(images, network), network, console, interruption);
        }
      } else {
        ConfiguredImages configured = ConfiguredImages.of(data, run.resolve("datasets"));
        try (DataSets sets = configured.open(console)) {
          ImageSource source = configured.source(sets, ConfiguredImages.Part.TRAINING);
          Evaluator network =
              evaluator.evaluator(
                  source.images().sampleShape(),
                  Optional.of(configured.areDigits()),
                  run.resolve("datasets"),
                  console);
          write(source, network, console, interruption);
        }
      }
    }
  }

  private void write(
      ImageSource source, Evaluator network, Console console, Interruption interruption) {
    try (Backend backend = engine.engine().open();
        Measuring measuring = evaluator.measuring(network, backend, engine.seed(), console)) {
      StatisticsFile.write(
          output,
          measuring
              .of(source, Optional.ofNullable(features), interruption::requested)
              .set()
              .statistics());
      LOG.info("Wrote the statistics of {} by {} to {}", source.counted(), network.told(), output);
    }
  }
}
