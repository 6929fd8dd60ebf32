package org.ncsn.spark;

/** Where commands find the cluster that they run on. */
@FunctionalInterface
interface Clusters {
  /**
   * Opens it, once everything that can be wrong with a command is known to be right.
   *
   * @param application what Spark's pages call it
   */
  Cluster open(ClusterSettings settings, String application);
}
