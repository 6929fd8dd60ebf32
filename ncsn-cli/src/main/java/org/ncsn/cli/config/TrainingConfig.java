package org.ncsn.cli.config;

/**
 * The section {@code training}.
 *
 * @param batchSize images in one step
 * @param nEpochs passes over the training set after which training ends at the latest
 * @param nIters steps after which training ends
 * @param snapshotFreq steps from one checkpoint to the next
 * @param algo which score matching loss
 * @param annealPower the weight of a noise level in the denoising loss is sigma to this power
 * @param nParticles projections an image in the sliced loss
 * @param recompute whether the backward pass computes activations again instead of keeping them
 */
@AlsoAccepts({"ngpu", "noise_std"})
public record TrainingConfig(
    @Setting(least = 1) int batchSize,
    @Setting(least = 1, orElse = "500000") int nEpochs,
    @Setting(least = 1) int nIters,
    @Setting(least = 1, orElse = "5000") int snapshotFreq,
    @Setting(orElse = "dsm") Algorithm algo,
    @Setting(orElse = "2.0") double annealPower,
    @Setting(least = 1, orElse = "1") int nParticles,
    @Setting(orElse = "false") boolean recompute) {

  /** Score matching losses. */
  public enum Algorithm {
    /** Annealed denoising score matching. */
    DSM("dsm"),
    /** Annealed sliced score matching, variance-reduced. */
    SSM("ssm");

    private final String key;

    Algorithm(String key) {
      this.key = key;
    }

    @Override
    public String toString() {
      return key;
    }
  }

  TrainingConfig withSteps(int steps) {
    return new TrainingConfig(
        batchSize, nEpochs, steps, snapshotFreq, algo, annealPower, nParticles, recompute);
  }
}
