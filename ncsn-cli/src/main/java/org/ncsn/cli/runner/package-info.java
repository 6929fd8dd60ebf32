/**
 * Experiments from their configuration to checkpoints, curves and samples. One training loop and
 * one sampling loop serve all runners; a {@link org.ncsn.cli.runner.Runner} is what differs.
 */
package org.ncsn.cli.runner;
