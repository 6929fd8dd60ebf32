package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Counted;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.Progress;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.runner.SdeRunner;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.data.Dataset;
import org.ncsn.data.Selection;
import org.ncsn.error.UserError;
import org.ncsn.format.Npy;
import org.ncsn.likelihood.BitsPerDimension;
import org.ncsn.likelihood.SetBits;
import org.ncsn.likelihood.Trace;
import org.ncsn.ode.DormandPrince;
import org.ncsn.ode.IntegrationFailure;
import org.ncsn.random.RunStream;
import org.ncsn.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures likelihoods of test images under the probability flow of a score SDE. */
@Parameters(commandDescription = "Measure bits per dimension of test images under a score SDE")
final class LikelihoodCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(LikelihoodCommand.class);

  @Parameter(names = "--run", order = 1, description = "Folder of logs, checkpoints and data sets")
  private Path run = Path.of("run");

  @Parameter(
      names = "--doc",
      order = 2,
      required = true,
      description = "Name of the experiment below --run")
  private String doc;

  @ParametersDelegate private FromFlag from = new FromFlag();

  @Parameter(names = "--images", order = 3, description = "Test images, from the first on")
  private int images = 100;

  @Parameter(names = "--passes", order = 4, description = "Times each is measured, by other noise")
  private int passes = 5;

  @Parameter(
      names = "--tolerance",
      order = 5,
      description = "Relative and absolute error of the solver's steps")
  private double tolerance = 1e-5;

  @Parameter(
      names = "--trace",
      order = 6,
      description =
          "How the change of volume is found: rademacher or gaussian noise, or exact (slow)")
  private String trace = "rademacher";

  @Parameter(names = "--batch", order = 7, description = "Images that are measured at once")
  private int batch = 50;

  @Parameter(
      names = "--output",
      order = 8,
      description = "File for the bits of every image and pass, .npy [images,passes]")
  private Path output;

  @ParametersDelegate private EngineFlags engine = new EngineFlags();

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "likelihood";
  }

  @Override
  public String examples() {
    return """
        ncsn likelihood --doc mnist-sde
        ncsn likelihood --doc mnist-sde --images 10000 --passes 5 --output bits.npy""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    check();
    try (RunFolder folder = RunFolder.open(run, doc)) {
      ExperimentConfig config = ConfigReader.read(folder.config());
      Runner runner = Runners.ofConfig(config);
      if (!(runner instanceof SdeRunner sdes)) {
        throw new UserError(
            "likelihood: "
                + runner.name()
                + " has no probability flow; choose an experiment of SdeRunner");
      }
      DormandPrince solver = DormandPrince.of(tolerance);
      Trace chosen = trace();
      BitsPerDimension bits = sdes.likelihood(config, solver, chosen, passes, batch);
      Experiment experiment = new Experiment(config, runner, engine.seed());
      TrainedNetwork trained =
          TrainedNetwork.read(folder.logs(), from.step(), experiment, List.of()).requireFinite();
      try (DataSets data = experiment.data(run.resolve("datasets"), console);
          Backend backend = engine.engine(config).open()) {
        measure(bits, trained, chosen(data.test()), backend, experiment, console);
      }
    }
  }

  private void check() {
    NumberFlag.check("--images", images, NumberFlag.MOST_SAMPLES);
    NumberFlag.check("--passes", passes, NumberFlag.MOST_IMAGES);
    NumberFlag.check("--batch", batch, NumberFlag.MOST_IMAGES);
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new UserError("--tolerance must be more than 0 and less than 1, found " + tolerance);
    }
    trace();
  }

  private Trace trace() {
    for (Trace any : Trace.values()) {
      if (any.name().equalsIgnoreCase(trace)) {
        return any;
      }
    }
    throw new UserError("--trace must be rademacher, gaussian or exact, found '" + trace + "'");
  }

  private Dataset chosen(Dataset test) {
    return Selection.range(test, 0, Math.min(images, test.size()));
  }

  private void measure(
      BitsPerDimension bits,
      TrainedNetwork trained,
      Dataset test,
      Backend backend,
      Experiment experiment,
      Console console) {
    LOG.info("Measuring {}", trained.file());
    long all = (long) test.size() * passes;
    try (Progress progress = Progress.of(Counted.IMAGES, "measuring", all, console)) {
      SetBits found =
          MemoryAdvice.lower("--batch")
              .get(
                  () ->
                      bits.of(
                          backend,
                          trained.weights(),
                          test,
                          experiment.noise(RunStream.LIKELIHOOD),
                          done -> progress.step(done, "")));
      if (output != null) {
        Npy.write(output, found.each());
      }
      console.line(
          String.format(
              Locale.ROOT,
              "%.3f +- %.3f bits/dim of %d test images, %d %s, tolerance %s",
              found.mean(),
              found.standardError(),
              test.size(),
              passes,
              passes == 1 ? "pass" : "passes",
              tolerance));
    } catch (IntegrationFailure failure) {
      throw new UserError(
          "likelihood: "
              + failure.getMessage()
              + "; the network is not trained enough, or raise --tolerance",
          failure);
    }
  }
}
