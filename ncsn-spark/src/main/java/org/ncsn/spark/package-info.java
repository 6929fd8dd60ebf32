/**
 * The jobs of the command line on a cluster of Apache Spark. What is computed does not depend on
 * the cluster: noise is addressed by image and step, and what is summed is summed in one order.
 */
package org.ncsn.spark;
