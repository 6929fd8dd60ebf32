package org.ncsn.sampler;

/**
 * A sum of multiples of what a step sees.
 *
 * @param samples factor of the samples
 * @param score of their score
 * @param noise of standard normal noise
 * @param memory of what the method remembers
 */
record Mix(double samples, double score, double noise, double memory) {
  /** Without memory. */
  Mix(double samples, double score, double noise) {
    this(samples, score, noise, 0);
  }

  /** The same without noise. */
  Mix withoutNoise() {
    return new Mix(samples, score, 0, memory);
  }

  /** The probability flow's step in place of the reverse SDE's. */
  Mix halfTheScore() {
    return new Mix(samples, score / 2, 0, memory);
  }
}
