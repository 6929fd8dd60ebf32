package org.ncsn.cli.config;

import java.util.Set;
import org.ncsn.loss.Projection;

/**
 * The section {@code training}.
 *
 * @param batchSize images in one step
 * @param nEpochs passes over the training set after which training ends at the latest
 * @param nIters steps after which training ends
 * @param snapshotFreq steps from one checkpoint to the next
 * @param algo which score matching loss
 * @param annealPower the weight of a noise level in the denoising loss is sigma to this power
 * @param nParticles projections a sample in a sliced loss
 * @param accumulate into how many parts a batch is divided, whose gradients are added up; it
 *     divides the batch size
 * @param recompute whether the backward pass computes activations again, and convolutions, instead
 *     of keeping them
 * @param projection distribution of the directions that a sliced loss projects on
 * @param noiseStd standard deviation of the noise in a denoising loss of a single level
 * @param snapshotSampling whether samples are drawn with every checkpoint
 * @param logAllSigmas whether the test loss is also logged for each noise level by itself
 */
@AlsoAccepts("ngpu")
public record TrainingConfig(
    @Setting(least = 1) int batchSize,
    @Setting(least = 1, orElse = "500000") int nEpochs,
    @Setting(least = 1) int nIters,
    @Setting(least = 1, orElse = "5000") int snapshotFreq,
    @Setting(orElse = "dsm") Algorithm algo,
    @Setting(orElse = "2.0", official = true) double annealPower,
    @Setting(least = 1, most = 10_000, orElse = "1", official = true) int nParticles,
    @Setting(least = 1, orElse = "1") int accumulate,
    @Setting(orElse = "false") boolean recompute,
    @Setting(orElse = "gaussian") Projection projection,
    @Setting(above = 0, orElse = "0.3", official = true) double noiseStd,
    @Setting(orElse = "true", official = true) boolean snapshotSampling,
    @Setting(orElse = "false", official = true) boolean logAllSigmas) {

  /** Score matching losses. */
  public enum Algorithm implements Part {
    /** Denoising score matching. */
    DSM("dsm"),
    /** Sliced score matching, variance-reduced. */
    SSM("ssm"),
    /** Sliced score matching without the variance reduction. */
    SSM_PLAIN("ssm_plain");

    private final String key;

    Algorithm(String key) {
      this.key = key;
    }

    @Override
    public String chosenBy() {
      return "training.algo: " + key;
    }

    @Override
    public Set<String> keys() {
      return this == DSM ? Set.of() : Set.of("training.n_particles", "training.projection");
    }

    @Override
    public String toString() {
      return key;
    }
  }
}
