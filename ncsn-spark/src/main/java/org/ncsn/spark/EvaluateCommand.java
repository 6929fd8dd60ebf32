package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.ncsn.cli.EvaluatorFlags;
import org.ncsn.cli.HelpFlag;
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
import org.ncsn.cli.signal.Interruption;
import org.ncsn.evaluation.FeatureSet;
import org.ncsn.evaluation.MeasuredSet;
import org.ncsn.spark.FeaturesPlan.Place;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;

/** Draws samples on all machines of a cluster and says how good they are. */
@Parameters(commandDescription = "Draw samples and say how good they are: FID, KID and others")
final class EvaluateCommand implements Command {
  private static final int IMAGES_OF_A_TASK = 100;

  private final Clusters clusters;

  @ParametersDelegate private RunFlags run = new RunFlags();

  @ParametersDelegate private SamplesFlags samples = new SamplesFlags();

  @Parameter(
      names = "--against",
      order = 27,
      description =
          "What to compare with: an .npz of statistics or features, or images; by default the"
              + " training images of the run's data set, measured on the cluster, too")
  private Path against;

  @ParametersDelegate private EvaluatorFlags evaluator = new EvaluatorFlags();

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
    ncsn spark evaluate --doc quickstart --samples 1000 -o samples
    ncsn spark evaluate --doc cifar10 --samples 50000 --inception pt_inception.pth \\
                        --against fid_stats_cifar10_train.npz -o samples\
    """;
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console) {
    samples.check();
    evaluator.check();
    ClusterSettings settings = cluster.settings();
    RunFlags.Trained trained = samples.read(run);
    Experiment experiment = trained.experiment();
    ConfiguredImages configured = new ConfiguredImages(experiment.config().data(), run.datasets());
    Optional<Boolean> digits = Optional.of(configured.areDigits());
    Evaluator network = evaluator.evaluator(configured.shape(), digits, run.datasets(), console);
    FeaturesPlan plan =
        new FeaturesPlan(
            Place.PARTS,
            samples.folder(),
            run.datasets(),
            evaluator.kind(configured.shape(), digits),
            evaluator.weights(),
            evaluator.resize(),
            evaluator.atOnce(network));
    int threads = ClusterSettings.threadsOf(settings.conf("ncsn evaluate"));
    Shipment shipment = trained.shipment(threads);
    int images = experiment.generation().samples();
    try (Backend backend =
            Backends.open(
                experiment.config().backend().orElseThrow(),
                ExecutorEngine.exactly(experiment, threads));
        Measuring measuring =
            evaluator.measuring(
                network, backend, experiment.config().seed().orElseThrow(), console)) {
      Compared compared = compared(configured, shipment, plan, measuring, console);
      try (Cluster spark = clusters.open(settings, "ncsn evaluate " + trained.label())) {
        String label = String.format(Locale.ROOT, "%,d images of %s", images, trained.label());
        SamplingPlan drawn = samples.plan(images, PartFormat.NPY);
        new SamplingJob(spark, console).run(shipment, drawn, experiment, label, 0);
        FeaturesJob job = new FeaturesJob(spark, console);
        FeatureSet others = compared.set().apply(job);
        MeasuredSet measured =
            job.measured(shipment, plan, Chunk.of(images, drawn.batch()), 0, measuring, label);
        new EvaluationLines(network)
            .of(
                String.format(Locale.ROOT, "%,d samples of %s", images, trained.label()),
                compared.told())
            .of(measured, measuring.compared(measured.set(), others, spark::isInterrupted))
            .lines()
            .forEach(console::line);
      }
    }
  }

  /** How many images a task measures: no batch of it is filled up. */
  private static int wholeBatches(int batch) {
    return batch * Math.max(1, IMAGES_OF_A_TASK / batch);
  }

  /**
   * What samples are compared with.
   *
   * @param set which is measured on the cluster, if it is not known yet
   */
  private record Compared(String told, Function<FeaturesJob, FeatureSet> set) {}

  /** Reads what it can, so that nobody draws samples for days to hear of a missing file. */
  private Compared compared(
      ConfiguredImages configured,
      Shipment shipment,
      FeaturesPlan plan,
      Measuring measuring,
      Console console) {
    if (against != null) {
      try (Interruption interruption = new Interruption()) {
        Reference read = Reference.of(against, measuring, interruption::requested);
        return new Compared(read.told(), job -> read.set());
      }
    }
    try (DataSets sets = configured.open(console)) {
      ImageSource source = configured.source(sets, Part.TRAINING);
      String told = source.counted();
      List<Chunk> chunks = Chunk.of(source.images().size(), wholeBatches(plan.batch()));
      FeaturesPlan training = plan.at(Place.TRAINING);
      return new Compared(
          told, job -> job.measured(shipment, training, chunks, 0, measuring, told).set());
    }
  }
}
