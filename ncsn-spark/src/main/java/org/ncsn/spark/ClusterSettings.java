package org.ncsn.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.ncsn.error.UserError;

/**
 * What Spark is told: what {@code spark-submit} was told, and where nothing was said what suits
 * engines. Without a master it is an embedded cluster with executors in processes of their own.
 *
 * @param workers executors of an embedded cluster
 * @param threads of each executor of an embedded cluster; 0 divides the processors among them
 * @param heapMegabytes Java's heap of each executor of an embedded cluster
 */
record ClusterSettings(int workers, int threads, int heapMegabytes) {
  private static final String MASTER = "spark.master";
  private static final String CORES = "spark.executor.cores";
  private static final String TASK_CORES = "spark.task.cpus";
  private static final String ENVIRONMENT = "spark.executorEnv.";
  private static final String JAVA_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String CLASS_PATH = "spark.executor.extraClassPath";

  /**
   * What the launcher tells a process of one machine: glibc keeps large blocks, and the threads of
   * engines sleep while they wait.
   */
  private static final Map<String, String> USUAL_ENVIRONMENT =
      Map.of(
          "GLIBC_TUNABLES",
          "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=8589934592"
              + ":glibc.malloc.trim_threshold=17179869184:glibc.malloc.arena_max=1",
          "TF_CPP_MIN_LOG_LEVEL",
          "1",
          "TF_ENABLE_ONEDNN_OPTS",
          "1",
          "OMP_WAIT_POLICY",
          "passive",
          "GOMP_SPINCOUNT",
          "3000");

  /** Properties of the driver that name folders which may be elsewhere than usual. */
  private static final List<String> FOLDERS =
      List.of("ncsn.cache", "org.bytedeco.javacpp.cachedir");

  ClusterSettings {
    if (workers < 1 || threads < 0 || heapMegabytes < 1) {
      throw new UserError("--workers and --heap must be at least 1, --cores at least 0");
    }
  }

  /** Whether Spark runs in processes of this machine only. */
  static boolean isEmbedded() {
    return System.getProperty(MASTER) == null;
  }

  /** The settings of an application. */
  SparkConf conf(String application) {
    SparkConf conf = new SparkConf().setAppName(application);
    if (isEmbedded()) {
      embed(conf);
    }
    conf.setIfMissing(TASK_CORES, conf.get(CORES, "1"));
    // A stage that all machines have to be free for looks for them more often than every 15 s.
    conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "3s");
    conf.setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "100");
    // Features of 50,000 images come to the driver.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    environment().forEach((name, value) -> conf.setIfMissing(ENVIRONMENT + name, value));
    conf.set(JAVA_OPTIONS, (conf.get(JAVA_OPTIONS, "") + " " + javaOptions()).strip());
    return conf;
  }

  /** How many threads an operation has: as many as Spark gives a task. */
  static int threadsOf(SparkConf conf) {
    return conf.getInt(TASK_CORES, 1);
  }

  private void embed(SparkConf conf) {
    if (Optional.ofNullable(System.getenv("SPARK_HOME")).isEmpty()) {
      throw new UserError(
          "spark: SPARK_HOME is not set; start it with ./ncsn spark, or by spark-submit");
    }
    int each =
        threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / workers);
    conf.setMaster(
        String.format(Locale.ROOT, "local-cluster[%d,%d,%d]", workers, each, heapMegabytes));
    conf.set(CORES, Integer.toString(each));
    conf.set("spark.executor.memory", heapMegabytes + "m");
    conf.setIfMissing(CLASS_PATH, classPath());
    // Everything is on this machine, whatever its name means elsewhere.
    conf.setIfMissing("spark.driver.host", "localhost");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
  }

  /** This program's jars, for processes that run in folders of their own. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    USUAL_ENVIRONMENT.forEach(
        (name, usual) ->
            environment.put(name, Optional.ofNullable(System.getenv(name)).orElse(usual)));
    return environment;
  }

  private static String javaOptions() {
    StringBuilder options =
        new StringBuilder(
            "-Xmn64m -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxBytes=0"
                + " -Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    FOLDERS.stream()
        .filter(name -> System.getProperty(name) != null)
        .forEach(name -> options.append(" -D" + name + "=" + System.getProperty(name)));
    return options.toString();
  }
}
