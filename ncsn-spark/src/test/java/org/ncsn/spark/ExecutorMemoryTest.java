package org.ncsn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.ncsn.error.UserError;

/** Clusters that count memory are asked for as much as programs take. */
class ExecutorMemoryTest {
  private static final long PLANNED = 3L << 30;

  @Test
  void refusesProgramsThatTheClusterWouldEnd() {
    SparkConf conf = conf("yarn").set("spark.executor.memory", "2g");

    assertThatThrownBy(() -> ExecutorMemory.require(conf, PLANNED))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "programs take about 3585 MB beside Java's heap, and the cluster ends executors that"
                + " take more than 384 MB; ask for less at once, or give --conf"
                + " spark.executor.memoryOverhead=3585m");
    assertThatThrownBy(
            () -> ExecutorMemory.require(conf.clone().set("spark.executor.memory", "20g"), PLANNED))
        .hasMessageContaining("more than 2048 MB");
  }

  @Test
  void takesWhatItAskedForItself() {
    SparkConf conf = conf("k8s://host").set("spark.executor.memoryOverhead", "3585m");

    assertThat(ExecutorMemory.require(conf, PLANNED)).isEqualTo(3585);
    assertThat(ExecutorMemory.require(conf("spark://host:7077"), PLANNED))
        .as("where nobody counts it")
        .isEqualTo(3585);
  }

  private static SparkConf conf(String master) {
    return new SparkConf(false).setMaster(master);
  }
}
