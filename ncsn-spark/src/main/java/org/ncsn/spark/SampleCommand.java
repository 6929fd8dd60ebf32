package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.util.Locale;
import org.ncsn.cli.HelpFlag;
import org.ncsn.cli.output.Console;
import org.ncsn.error.UserError;

/** Draws any number of samples on all machines of a cluster. */
@Parameters(commandDescription = "Draw any number of samples into parts in a shared folder")
final class SampleCommand implements Command {
  private static final int MOST_TASKS = 1_000_000;

  private final Clusters clusters;

  @ParametersDelegate private RunFlags run = new RunFlags();

  @ParametersDelegate private SamplesFlags samples = new SamplesFlags();

  @Parameter(
      names = "--as",
      order = 11,
      description = "npy, parquet or pictures: how the images of a part are written")
  private String as = "npy";

  @Parameter(
      names = "--partitions",
      order = 13,
      description = "Tasks that the parts are divided into; by default one a part")
  private int partitions;

  @ParametersDelegate private ClusterFlags cluster = new ClusterFlags();

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  SampleCommand(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public String examples() {
    return """
        ncsn spark sample --doc quickstart --samples 1000 -o samples
        ncsn spark sample --doc quickstart --samples 1000 --as pictures -o pictures
        ncsn spark sample --doc cifar10 --samples 50000 --as parquet -o s3a://bucket/samples""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console) {
    samples.check();
    PartFormat format = PartFormat.named(as);
    ClusterSettings settings = cluster.settings();
    if (partitions < 0 || partitions > MOST_TASKS) {
      throw new UserError("--partitions must be from 0 to " + MOST_TASKS + ", found " + partitions);
    }
    RunFlags.Trained trained = samples.read(run);
    int images = trained.experiment().generation().samples();
    SamplingPlan plan = samples.plan(images, format);
    String label = String.format(Locale.ROOT, "%,d images of %s", images, trained.label());
    try (Cluster spark = clusters.open(settings, "ncsn sample " + trained.label())) {
      Shipment shipment = trained.shipment(ClusterSettings.threadsOf(spark.spark().getConf()));
      new SamplingJob(spark, console).run(shipment, plan, trained.experiment(), label, partitions);
    }
  }
}
