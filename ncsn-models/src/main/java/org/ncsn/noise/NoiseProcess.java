package org.ncsn.noise;

/**
 * How data become noise: at a time t, a sample x is {@code mean(t) x + deviation(t) z} with z
 * standard normal. For a process on N levels the times are the levels' indices; for a continuous
 * one, from 0 (data) to 1 (noise). All numbers are computed on the host in {@code double}.
 */
public interface NoiseProcess {
  /** The factor of the data at a time. */
  double mean(double time);

  /** The standard deviation of the noise at a time. */
  double deviation(double time);

  /** The standard deviation of what the data have become at the noisy end. */
  double priorDeviation();
}
