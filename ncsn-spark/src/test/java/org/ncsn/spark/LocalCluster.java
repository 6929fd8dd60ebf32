package org.ncsn.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;

/** Two executors in processes of their own, shared by all tests. */
final class LocalCluster {
  private static final int WORKERS = 2;
  private static JavaSparkContext spark;

  private LocalCluster() {}

  static synchronized Cluster get() {
    if (spark == null) {
      try {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      SparkConf conf = new ClusterSettings(WORKERS, 1, 600).conf("tests");
      conf.set("spark.ui.enabled", "false");
      conf.set(
          "spark.executor.extraJavaOptions",
          conf.get("spark.executor.extraJavaOptions") + " -XX:TieredStopAtLevel=1");
      spark = new JavaSparkContext(conf);
    }
    return Cluster.of(spark);
  }

  /** Waits until a stage that runs has done some of its tasks. */
  static void awaitTasks(int done) throws InterruptedException {
    JavaSparkStatusTracker tracker = spark.statusTracker();
    while (IntStream.of(tracker.getActiveStageIds())
            .mapToObj(tracker::getStageInfo)
            .filter(stage -> stage != null && stage.numCompletedTasks() >= done)
            .count()
        == 0) {
      Thread.sleep(20);
    }
  }

  /** The processes of the executors: this one starts no other Java. */
  private static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /** Ends one of them at once, as a machine that fails. */
  static void killOne() {
    ProcessHandle one = executors().get(0);
    one.destroyForcibly();
    one.onExit().join();
  }
}
