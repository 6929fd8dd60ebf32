package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.util.Locale;
import org.ncsn.cli.HelpFlag;
import org.ncsn.cli.NumberFlag;
import org.ncsn.cli.SamplerFlags;
import org.ncsn.cli.output.Console;
import org.ncsn.error.UserError;

/** Draws any number of samples on all machines of a cluster. */
@Parameters(commandDescription = "Draw any number of samples into parts in a shared folder")
final class SampleCommand implements Command {
  /** As many as one machine draws at once. */
  private static final int USUAL_BATCH = 100;

  private static final int MOST_TASKS = 1_000_000;

  private final Clusters clusters;

  @ParametersDelegate private RunFlags run = new RunFlags();

  @Parameter(
      names = "-o",
      order = 10,
      description =
          "Folder that all machines see: a path, or an address such as s3a://bucket/folder")
  private String folder = "images";

  @Parameter(
      names = "--as",
      order = 11,
      description = "npy, parquet or pictures: how the images of a part are written")
  private String as = "npy";

  @Parameter(
      names = "--batch_size",
      order = 12,
      description = "Images that an executor draws at once, and that lie in one part")
  private Integer batch = USUAL_BATCH;

  @Parameter(
      names = "--partitions",
      order = 13,
      description = "Tasks that the parts are divided into; by default one a part")
  private int partitions;

  @ParametersDelegate private SamplerFlags sampler = new SamplerFlags();

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
        ncsn spark sample --doc cifar10 --samples 50000 -o samples
        ncsn spark sample --doc cifar10 --samples 50000 --as parquet -o s3a://bucket/samples""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console) {
    NumberFlag.check("--batch_size", batch, NumberFlag.MOST_IMAGES);
    sampler.check();
    PartFormat format = PartFormat.named(as);
    ClusterSettings settings = cluster.settings();
    if (partitions < 0 || partitions > MOST_TASKS) {
      throw new UserError("--partitions must be from 0 to " + MOST_TASKS + ", found " + partitions);
    }
    RunFlags.Trained trained = run.read((config, runner) -> sampler.applyTo(config, runner.kind()));
    if (trained.experiment().config().sampling().dataInit()) {
      throw new UserError(
          "sampling.data_init: samples that begin at test images are drawn on one machine only;"
              + " set it to false");
    }
    int images = trained.experiment().samples();
    SamplingPlan plan = new SamplingPlan(images, batch, format, folder);
    String label = String.format(Locale.ROOT, "%,d images of %s", images, trained.label());
    try (Cluster spark = clusters.open(settings, "ncsn sample " + trained.label())) {
      Shipment shipment = trained.shipment(ClusterSettings.threadsOf(spark.spark().getConf()));
      new SamplingJob(spark, console).run(shipment, plan, trained.experiment(), label, partitions);
    }
  }
}
