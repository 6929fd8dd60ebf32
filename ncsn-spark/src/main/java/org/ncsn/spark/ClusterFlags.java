package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import org.ncsn.error.UserError;

/** The flags of an embedded cluster; {@code spark-submit} has its own for any other. */
final class ClusterFlags {
  private static final int MOST_WORKERS = 64;

  @Parameter(
      names = "--workers",
      order = 60,
      description = "Embedded cluster: executors, each a process of its own")
  private int workers = 2;

  @Parameter(
      names = "--threads",
      order = 61,
      description = "Embedded cluster: threads of each executor; 0 divides the processors")
  private int threads;

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
    if (threads < 0) {
      throw new UserError("--threads must be at least 0, found " + threads);
    }
    if (heap < 512) {
      throw new UserError("--heap must be at least 512 (megabytes), found " + heap);
    }
    return new ClusterSettings(workers, threads, heap);
  }
}
