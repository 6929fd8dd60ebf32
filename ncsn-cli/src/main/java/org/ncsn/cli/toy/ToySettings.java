package org.ncsn.cli.toy;

import org.ncsn.noise.NoiseLevels;
import org.ncsn.toy.Distribution;

/**
 * What a study of scores in the plane depends on.
 *
 * @param distribution the data's
 * @param levels noise that annealed Langevin dynamics begins with and ends at
 * @param samples how many points each way of sampling draws
 * @param stepsEach Langevin steps at each noise level, and then at the data themselves
 * @param stepRate step size at the smallest noise level, and at the data themselves
 */
public record ToySettings(
    Distribution distribution, NoiseLevels levels, int samples, int stepsEach, double stepRate) {
  /** Half the side of the square of the plane that is looked at, and that chains begin in. */
  public static final double WINDOW = 8;
}
