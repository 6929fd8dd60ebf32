package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.cli.EvaluatorFlags;
import org.ncsn.cli.HelpFlag;
import org.ncsn.cli.NumberFlag;
import org.ncsn.cli.SamplerFlags;
import org.ncsn.cli.evaluation.ConfiguredImages;
import org.ncsn.cli.evaluation.ConfiguredImages.Part;
import org.ncsn.cli.evaluation.EvaluationLines;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.evaluation.ImageSource;
import org.ncsn.cli.evaluation.Measuring;
import org.ncsn.cli.evaluation.Reference;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.evaluation.FeatureSet;
import org.ncsn.evaluation.MeasuredSet;
import org.ncsn.spark.FeaturesPlan.Place;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;

/** Draws samples on all machines of a cluster and says how good they are. */
@Parameters(commandDescription = "Draw samples and say how good they are: FID, KID and others")
final class EvaluateCommand implements Command {
  private static final int USUAL_BATCH = 100;

  private final Clusters clusters;

  @ParametersDelegate private RunFlags run = new RunFlags();

  @Parameter(
      names = "-o",
      order = 10,
      description = "Folder for the samples that all machines see; they stay there")
  private String folder = "images";

  @Parameter(
      names = "--batch_size",
      order = 12,
      description = "Images that an executor draws at once, and that lie in one part")
  private Integer batch = USUAL_BATCH;

  @Parameter(
      names = "--against",
      order = 27,
      description =
          "What to compare with: an .npz of statistics or features, or images; by default the"
              + " training images of the run's data set, measured on the cluster, too")
  private Path against;

  @ParametersDelegate private EvaluatorFlags evaluator = new EvaluatorFlags();

  @ParametersDelegate private SamplerFlags sampler = new SamplerFlags();

  @ParametersDelegate private ClusterFlags cluster = new ClusterFlags();

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  EvaluateCommand(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String examples() {
    return """
    ncsn spark evaluate --doc cifar10 --samples 50000 --inception pt_inception.pth \\
                        --against fid_stats_cifar10_train.npz -o samples
    ncsn spark evaluate --doc quickstart --samples 1000 -o samples\
    """;
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console) {
    NumberFlag.check("--batch_size", batch, NumberFlag.MOST_IMAGES);
    sampler.check();
    evaluator.check();
    ClusterSettings settings = cluster.settings();
    RunFlags.Trained trained = run.read((config, runner) -> sampler.applyTo(config, runner.kind()));
    Experiment experiment = trained.experiment();
    ConfiguredImages configured = new ConfiguredImages(experiment.config().data(), run.datasets());
    Optional<Boolean> digits = Optional.of(configured.areDigits());
    Evaluator network = evaluator.evaluator(configured.shape(), digits, run.datasets(), console);
    FeaturesPlan plan =
        new FeaturesPlan(
            Place.PARTS,
            folder,
            run.datasets(),
            evaluator.kind(configured.shape(), digits),
            evaluator.weights(),
            evaluator.resize(),
            evaluator.atOnce(network));
    int threads = ClusterSettings.threadsOf(settings.conf("ncsn evaluate"));
    Shipment shipment = trained.shipment(threads);
    int images = experiment.samples();
    try (Backend backend =
            Backends.open(
                experiment.config().backend().orElseThrow(),
                ExecutorEngine.exactly(experiment, threads));
        Measuring measuring =
            evaluator.measuring(
                network, backend, experiment.config().seed().orElseThrow(), console);
        Cluster spark = clusters.open(settings, "ncsn evaluate " + trained.label())) {
      String label = String.format(Locale.ROOT, "%,d images of %s", images, trained.label());
      SamplingPlan samples = new SamplingPlan(images, batch, PartFormat.NPY, folder);
      new SamplingJob(spark, console).run(shipment, samples, experiment, label, 0);
      FeaturesJob job = new FeaturesJob(spark, console);
      Against compared = reference(configured, shipment, plan, measuring, spark, job, console);
      MeasuredSet measured =
          job.measured(shipment, plan, Chunk.of(images, samples.batch()), 0, measuring, label);
      new EvaluationLines(network)
          .of(
              String.format(Locale.ROOT, "%,d samples of %s", images, trained.label()),
              compared.told())
          .of(measured, measuring.compared(measured.set(), compared.set(), spark::isInterrupted))
          .lines()
          .forEach(console::line);
    }
  }

  /** About as many images as a part has, with no batch that is filled up. */
  private static int wholeBatches(int batch) {
    return batch * Math.max(1, USUAL_BATCH / batch);
  }

  /** What is compared with. */
  private record Against(FeatureSet set, String told) {}

  private Against reference(
      ConfiguredImages configured,
      Shipment shipment,
      FeaturesPlan plan,
      Measuring measuring,
      Cluster spark,
      FeaturesJob job,
      Console console) {
    if (against != null) {
      Reference read = Reference.of(against, measuring, spark::isInterrupted);
      return new Against(read.set(), read.told());
    }
    try (DataSets sets = configured.open(console)) {
      ImageSource source = configured.source(sets, Part.TRAINING);
      MeasuredSet measured =
          job.measured(
              shipment,
              plan.at(Place.TRAINING),
              Chunk.of(source.images().size(), wholeBatches(plan.batch())),
              0,
              measuring,
              source.counted());
      return new Against(measured.set(), source.counted());
    }
  }
}
