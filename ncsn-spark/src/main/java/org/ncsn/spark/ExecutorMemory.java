package org.ncsn.spark;

import java.util.Locale;
import org.apache.spark.SparkConf;
import org.ncsn.error.UserError;

/**
 * What executors take beside Java's heap. YARN and Kubernetes give an executor what it was asked
 * for, and end it when it takes more; other clusters do not count it.
 */
final class ExecutorMemory {
  private static final String OVERHEAD = "spark.executor.memoryOverhead";
  private static final String FACTOR = "spark.executor.memoryOverheadFactor";
  private static final String LEAST = "spark.executor.minMemoryOverhead";

  /** Libraries of an engine, their threads, and Java's own memory beside the heap. */
  private static final long ENGINE_MEGABYTES = 512;

  private ExecutorMemory() {}

  /**
   * Megabytes of an executor beside the heap.
   *
   * @param planned bytes of the largest program
   */
  static long megabytes(long planned) {
    return ENGINE_MEGABYTES + (planned >> 20) + 1;
  }

  /** The setting that asks for so much. */
  static String setting(long megabytes) {
    return OVERHEAD + "=" + megabytes + "m";
  }

  /**
   * Makes sure that an executor may take so much.
   *
   * @param conf of the application
   * @return the megabytes
   * @throws UserError if its cluster would end it
   */
  static long require(SparkConf conf, long planned) {
    long needed = megabytes(planned);
    long granted = granted(conf);
    if (isCounted(conf.get("spark.master", "")) && granted < needed) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "programs take about %d MB beside Java's heap, and the cluster ends executors that"
                  + " take more than %d MB; ask for less at once, or give --conf %s",
              needed,
              granted,
              setting(needed)));
    }
    return needed;
  }

  private static boolean isCounted(String master) {
    return master.startsWith("yarn") || master.startsWith("k8s");
  }

  /** What Spark asks the cluster for. */
  private static long granted(SparkConf conf) {
    long heap = conf.getSizeAsMb("spark.executor.memory", "1g");
    long usual =
        Math.max(conf.getSizeAsMb(LEAST, "384m"), (long) (conf.getDouble(FACTOR, 0.1) * heap));
    return conf.getSizeAsMb(OVERHEAD, usual + "m");
  }
}
