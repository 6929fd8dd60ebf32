package org.ncsn.cli.config;

import java.util.Optional;

/**
 * The optional section {@code sampling}: Langevin dynamics. What is left out has the published
 * value of the runner.
 *
 * @param nSamples images to draw
 * @param nStepsEach steps at each noise level, or of the whole chain where there are no levels
 * @param stepLr step size at the smallest noise level; at level i it is times (sigma_i/sigma_L)^2;
 *     found, it is the best for the noise levels
 * @param frameEvery steps from one frame of the movie to the next
 * @param batchSize NCSNRunner's number of images to draw, where {@code nSamples} does not say
 * @param denoise whether a last step without noise follows
 * @param dataInit whether samples start from test images with noise of the largest level
 * @param fid whether {@code numSamples4fid} images are drawn, each into a picture of its own
 * @param numSamples4fid how many
 * @param inpainting whether {@code --sample} completes test images
 * @param interpolation whether {@code --sample} interpolates
 * @param nInterpolations images in a row of an interpolation
 * @param ckptId step of the checkpoint that {@code --sample} takes; by default the latest
 * @param finalOnly whether no more than the samples is written, and not every state on the way
 */
public record SamplingConfig(
    @Setting(least = 1, most = 10_000_000) Optional<Integer> nSamples,
    @Setting(least = 1) Optional<Integer> nStepsEach,
    @Setting(above = 0, orElse = "2.0e-5") Auto<Double> stepLr,
    @Setting(least = 1, orElse = "10") int frameEvery,
    @Setting(least = 1, most = 1_000_000, official = true) Optional<Integer> batchSize,
    @Setting(orElse = "false", official = true) boolean denoise,
    @Setting(orElse = "false", official = true) boolean dataInit,
    @Setting(orElse = "false", official = true) boolean fid,
    @Setting(least = 1, most = 10_000_000, orElse = "10000", official = true) int numSamples4fid,
    @Setting(orElse = "false", official = true) boolean inpainting,
    @Setting(orElse = "false", official = true) boolean interpolation,
    @Setting(least = 2, most = 1000, orElse = "9", official = true) int nInterpolations,
    @Setting(least = 0, official = true, mayBeNull = true) Optional<Integer> ckptId,
    @Setting(orElse = "true", official = true) boolean finalOnly) {

  /** The same with what flags say. */
  public SamplingConfig with(
      Optional<Integer> samples,
      Optional<Integer> stepsEach,
      Optional<Double> rate,
      Optional<Integer> frames) {
    SamplingConfig changed = this;
    changed = samples.isPresent() ? Change.of(changed, "nSamples", samples) : changed;
    changed = stepsEach.isPresent() ? Change.of(changed, "nStepsEach", stepsEach) : changed;
    changed = rate.isPresent() ? Change.of(changed, "stepLr", Auto.of(rate.get())) : changed;
    return frames.isPresent() ? Change.of(changed, "frameEvery", frames.get()) : changed;
  }
}
