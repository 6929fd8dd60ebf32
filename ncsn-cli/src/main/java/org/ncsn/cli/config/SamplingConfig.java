package org.ncsn.cli.config;

/**
 * The optional section {@code sampling}: annealed Langevin dynamics. What is left out has the
 * published value.
 *
 * @param nSamples images to draw
 * @param nStepsEach steps at each noise level
 * @param stepLr step size at the smallest noise level; at level i it is times (sigma_i/sigma_L)^2
 * @param frameEvery steps from one frame of the movie to the next
 */
public record SamplingConfig(
    @Setting(least = 1, most = 10_000, orElse = "25") int nSamples,
    @Setting(least = 1, orElse = "100") int nStepsEach,
    @Setting(above = 0, orElse = "2.0e-5") double stepLr,
    @Setting(least = 1, orElse = "10") int frameEvery) {}
