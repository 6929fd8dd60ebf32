/**
 * Score matching losses.
 *
 * <p>x is a clean image, z standard normal noise, sigma_i the standard deviation of noise level i,
 * x~ = x + sigma_i z the noisy image, s(x~, i) the network's score there, v a random projection.
 */
package org.ncsn.loss;
