package org.ncsn.spark;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** What the tasks of a job tell the driver while it runs: how much is done, and their memory. */
final class TaskCount implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LongAccumulator done;
  private final LongAccumulator megabytes;

  TaskCount(SparkContext spark, String what) {
    this.done = spark.longAccumulator(what + " done");
    this.megabytes = spark.longAccumulator("MB of executors beside the heap");
  }

  /** Called by tasks, which have compiled their programs by then. */
  void add(int count) {
    done.add(count);
    megabytes.add(ExecutorEngine.requireMemory());
  }

  /** How much all tasks that ended have done. */
  long done() {
    return done.value();
  }

  /** Megabytes that an executor takes beside Java's heap; 0 if none has said so yet. */
  long megabytes() {
    return megabytes.count() == 0 ? 0 : Math.round(megabytes.avg());
  }
}
