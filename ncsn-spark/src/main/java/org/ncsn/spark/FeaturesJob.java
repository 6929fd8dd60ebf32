package org.ncsn.spark;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ncsn.cli.evaluation.Measuring;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Counted;
import org.ncsn.cli.output.Progress;
import org.ncsn.error.UserError;
import org.ncsn.evaluation.MeasuredSet;

/**
 * Measures images on a cluster. Executors compute features; what is made of them is made of all, in
 * order, as on one machine.
 */
final class FeaturesJob {
  private final Cluster cluster;
  private final Console console;

  FeaturesJob(Cluster cluster, Console console) {
    this.cluster = cluster;
    this.console = console;
  }

  /**
   * Measures them.
   *
   * @param shipment the experiment; its weights are not looked at
   * @param chunks of all images
   * @param measuring the same network, here
   * @param label which images, for the log and Spark's pages
   * @throws UserError if there is something to mend, or Ctrl-C ended it
   */
  MeasuredSet measured(
      Shipment shipment,
      FeaturesPlan plan,
      List<Chunk> chunks,
      int partitions,
      Measuring measuring,
      String label) {
    int images = chunks.stream().mapToInt(Chunk::count).sum();
    int tasks = partitions == 0 ? chunks.size() : Math.min(partitions, chunks.size());
    TaskCount count = cluster.count("images measured");
    Broadcast<Shipment> sent = cluster.spark().broadcast(shipment);
    FeaturesTask task =
        new FeaturesTask(sent, plan, new SerializableConfiguration(cluster.hadoop()), count);
    try (Progress progress = Progress.of(Counted.IMAGES, "measuring", images, console)) {
      cluster.describe("measuring " + label);
      List<FeatureBlock> blocks =
          cluster
              .watched(
                  cluster.spark().parallelize(chunks, tasks).mapPartitions(task).collectAsync(),
                  count,
                  done -> progress.step(done, ""))
              .stream()
              .map(TaskResult::made)
              .sorted(Comparator.comparingInt(FeatureBlock::chunk))
              .toList();
      return measuring.ofFeatures(
          images, seen -> blocks.forEach(block -> seen.accept(block.features())));
    } catch (Interrupted stopped) {
      throw new UserError("interrupted while measuring; the same command begins it anew", stopped);
    } finally {
      sent.destroy();
    }
  }
}
