package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import org.ncsn.error.UserError;

/** The flags of an embedded cluster; {@code spark-submit} has its own for any other. */
final class ClusterFlags {
  private static final int MOST_WORKERS = 64;

  @Parameter(
      names = "--workers",
      order = 60,
      description = "Executors that work together; of the embedded cluster, how many there are")
  private int workers = 2;

  @Parameter(
      names = "--cores",
      order = 61,
      description = "Embedded cluster: threads of each executor; 0 divides the processors")
  private int cores;

  @Parameter(
      names = "--heap",
      order = 62,
      description = "Embedded cluster: megabytes of Java's heap of each executor")
  private int heap = 1024;

  /**
   * What Spark is told.
   *
   * @throws UserError for a value that cannot be
   */
  ClusterSettings settings() {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new UserError("--workers must be from 1 to " + MOST_WORKERS + ", found " + workers);
    }
    if (cores < 0) {
      throw new UserError("--cores must be at least 0, found " + cores);
    }
    if (heap < 512) {
      throw new UserError("--heap must be at least 512 (megabytes), found " + heap);
    }
    return new ClusterSettings(workers, cores, heap);
  }
}
