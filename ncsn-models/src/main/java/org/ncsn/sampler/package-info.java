/**
 * Langevin dynamics: from noise to samples along the score.
 *
 * <p>x is the image, s(x, i) its score at noise level i, a the step size, z standard normal noise;
 * a step is x + a s(x, i) + sqrt(2 a) z.
 */
package org.ncsn.sampler;
