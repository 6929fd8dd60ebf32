package org.ncsn.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Two executors in processes of their own, shared by all tests. */
final class LocalCluster {
  private static final int WORKERS = 2;
  private static JavaSparkContext spark;

  private LocalCluster() {}

  static synchronized Cluster get() throws IOException {
    if (spark == null) {
      Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
      SparkConf conf = new ClusterSettings(WORKERS, 1, 600).conf("tests");
      conf.set("spark.ui.enabled", "false");
      conf.set(
          "spark.executor.extraJavaOptions",
          conf.get("spark.executor.extraJavaOptions") + " -XX:TieredStopAtLevel=1");
      spark = new JavaSparkContext(conf);
    }
    return Cluster.of(spark);
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
