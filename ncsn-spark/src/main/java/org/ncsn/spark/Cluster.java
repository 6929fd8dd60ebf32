package org.ncsn.spark;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.ncsn.cli.signal.Interruption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster while something runs on it. Ctrl-C ends the job that runs, not what it has saved. */
final class Cluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final int POLL_MILLIS = 200;
  private static final int LOOKS_UNTIL_SAID = 100;

  private final JavaSparkContext spark;
  private final Runnable end;
  private final Interruption interruption;
  private long said;

  private Cluster(JavaSparkContext spark, Runnable end) {
    this.spark = spark;
    this.end = end;
    this.interruption = new Interruption();
  }

  /**
   * Connects to the cluster, or starts the embedded one. Ctrl-C ends Spark, too, and executors of
   * this machine; what Spark says of that, page by page, is nothing to mend.
   */
  static Cluster open(ClusterSettings settings, String application) {
    JavaSparkContext spark = new JavaSparkContext(settings.conf(application));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> spark.setLogLevel("OFF"), "silence"));
    LOG.info(
        "Spark {} at {}, {}",
        spark.version(),
        spark.master(),
        spark.sc().uiWebUrl().getOrElse(() -> "no pages"));
    return new Cluster(spark, spark::close);
  }

  /** Of a context that is there already, and stays. */
  static Cluster of(JavaSparkContext spark) {
    return new Cluster(spark, () -> {});
  }

  JavaSparkContext spark() {
    return spark;
  }

  Configuration hadoop() {
    return spark.hadoopConfiguration();
  }

  /** Whether Ctrl-C asked for an end. */
  boolean isInterrupted() {
    return interruption.requested();
  }

  /** Starts a job whose description Spark's pages show. */
  void describe(String description) {
    spark.sc().setJobDescription(description);
    LOG.info("{}", description);
  }

  /**
   * Waits until so many executors are here, however long their cluster takes.
   *
   * @throws Interrupted if Ctrl-C ended it
   */
  void awaitExecutors(int wanted) {
    for (int looks = 1; executors() < wanted; looks++) {
      if (interruption.requested()) {
        throw new Interrupted();
      }
      if (looks % LOOKS_UNTIL_SAID == 0) {
        LOG.info(
            "Waiting for {} executors, {} are here; give the cluster more, or --workers",
            wanted,
            executors());
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        throw new Interrupted();
      }
    }
  }

  /** The driver is among those that Spark counts. */
  private int executors() {
    return spark.statusTracker().getExecutorInfos().length - 1;
  }

  /** A count for the tasks of a job. */
  TaskCount count(String what) {
    return new TaskCount(spark.sc(), what);
  }

  /**
   * Waits for a job whose tasks count; otherwise as {@link #watched(JavaFutureAction, Runnable)}.
   */
  <T> List<T> watched(JavaFutureAction<List<T>> job, TaskCount count, LongConsumer look) {
    return watched(
        job,
        () -> {
          look.accept(count.done());
          sayMemory(count.megabytes());
        });
  }

  private void sayMemory(long megabytes) {
    if (megabytes > said) {
      said = megabytes;
      LOG.info(
          "An executor takes about {} MB beside Java's heap ({})",
          megabytes,
          ExecutorMemory.setting(megabytes));
    }
  }

  /**
   * Waits for a job.
   *
   * @param look at how far it is, now and then
   * @throws Interrupted if Ctrl-C ended it
   * @throws JobFailure if the cluster gave it up
   */
  <T> List<T> watched(JavaFutureAction<List<T>> job, Runnable look) {
    while (true) {
      try {
        List<T> results = job.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        look.run();
        return results;
      } catch (TimeoutException runs) {
        look.run();
        if (interruption.requested()) {
          job.cancel(true);
          throw new Interrupted();
        }
      } catch (CancellationException | InterruptedException e) {
        throw new Interrupted();
      } catch (ExecutionException e) {
        // Ctrl-C also ends the context, perhaps before this thread sees why.
        throw interruption.requested() ? new Interrupted() : new JobFailure(e.getCause());
      }
    }
  }

  @Override
  public void close() {
    end.run();
    interruption.close();
  }
}
