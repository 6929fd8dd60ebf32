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
 */
public record SamplingConfig(
    @Setting(least = 1, most = 10_000_000) Optional<Integer> nSamples,
    @Setting(least = 1) Optional<Integer> nStepsEach,
    @Setting(above = 0, orElse = "2.0e-5") Auto<Double> stepLr,
    @Setting(least = 1, orElse = "10") int frameEvery) {}
