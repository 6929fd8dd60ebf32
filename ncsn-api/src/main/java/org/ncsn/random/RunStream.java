package org.ncsn.random;

/**
 * The streams of a run's noise, one for each use, so that none depends on how often another is
 * drawn: what a seed means is the same in a program of one's own and on the command line.
 */
public enum RunStream {
  /** First values of a network's weights. */
  WEIGHTS(0),
  /** Order, preparation and losses of the training data. */
  TRAINING(1),
  /** Losses of the test data. */
  TESTING(2),
  /** Samples. */
  SAMPLING(3),
  /** Which of the training data the noise levels are chosen from. */
  LEVELS(4),
  /** Dequantization and traces of likelihoods. */
  LIKELIHOOD(5);

  // Part of what a seed means: not the order in which the constants happen to stand.
  private final long index;

  RunStream(long index) {
    this.index = index;
  }

  /** This use's stream of a run's noise. */
  public NoiseSource of(NoiseSource noise) {
    return noise.split(index);
  }
}
