package org.ncsn.spark;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Counted;
import org.ncsn.cli.output.Progress;
import org.ncsn.error.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws any number of images on a cluster, chunk by chunk, into a folder that all its machines see.
 * What is there already is not drawn again: after a kill, the same command goes on.
 */
final class SamplingJob {
  private static final Logger LOG = LoggerFactory.getLogger(SamplingJob.class);

  private final Cluster cluster;
  private final Console console;

  SamplingJob(Cluster cluster, Console console) {
    this.cluster = cluster;
    this.console = console;
  }

  /**
   * Draws what is missing.
   *
   * @param label what is drawn, for the log and Spark's pages
   * @param experiment the same as is shipped, for advice
   * @param partitions into how many tasks the chunks are divided; 0 for a task each
   * @throws UserError if there is something to mend, images diverge, or Ctrl-C left some to be
   *     drawn; what is drawn stays
   */
  void run(
      Shipment shipment, SamplingPlan plan, Experiment experiment, String label, int partitions) {
    SharedFolder folder = SharedFolder.open(plan.folder(), cluster.hadoop());
    SamplesOrigin origin = new SamplesOrigin(shipment, plan);
    origin.claim(folder);
    List<Chunk> missing = missing(folder, plan);
    int left = missing.stream().mapToInt(Chunk::count).sum();
    if (left < plan.images()) {
      LOG.info("Going on behind the {} images in {}", plan.images() - left, folder);
    }
    if (missing.isEmpty()) {
      return;
    }
    int tasks = partitions == 0 ? missing.size() : Math.min(partitions, missing.size());
    TaskCount count = cluster.count("images");
    Broadcast<Shipment> sent = cluster.spark().broadcast(shipment);
    SamplingTask task =
        new SamplingTask(
            sent, plan, origin.text(), new SerializableConfiguration(cluster.hadoop()), count);
    try (Progress progress = Progress.of(Counted.IMAGES, "sampling", left, console)) {
      cluster.describe("sampling " + label + " into " + folder);
      List<TaskResult<DrawnChunks>> results =
          cluster.watched(
              cluster.spark().parallelize(missing, tasks).mapPartitions(task).collectAsync(),
              count,
              done -> progress.step(done, ""));
      DrawnChunks drawn =
          results.stream().map(TaskResult::made).reduce(new DrawnChunks(0, 0), DrawnChunks::and);
      requireAll(drawn, experiment);
    } catch (Interrupted stopped) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "interrupted: %d of %d images are in %s; the same command goes on with them",
              plan.images() - missing(folder, plan).stream().mapToInt(Chunk::count).sum(),
              plan.images(),
              folder),
          stopped);
    } finally {
      sent.destroy();
    }
  }

  private static List<Chunk> missing(SharedFolder folder, SamplingPlan plan) {
    List<Chunk> chunks = Chunk.of(plan.images(), plan.batch());
    Set<String> there =
        chunks.stream()
            .flatMap(chunk -> plan.format().files(chunk).stream())
            .map(SamplingJob::parent)
            .distinct()
            .flatMap(below -> folder.names(below).stream())
            .collect(Collectors.toSet());
    return chunks.stream().filter(chunk -> !there.containsAll(plan.format().files(chunk))).toList();
  }

  private static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private static void requireAll(DrawnChunks drawn, Experiment experiment) {
    if (drawn.lost() > 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%d of %d samples diverge (NaN, infinite or out of all bounds); %s; all are written",
              drawn.lost(),
              drawn.images(),
              experiment.calmerSampling()));
    }
  }
}
