/**
 * The standard deviations sigma_1 &gt; ... &gt; sigma_L of the noise that scores are learned at.
 */
package org.ncsn.noise;
