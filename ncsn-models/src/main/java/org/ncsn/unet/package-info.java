/**
 * The U-Nets of DDPM, DDPM++ and NCSN++ (Song et al., "Score-Based Generative Modeling through
 * Stochastic Differential Equations", appendix H) from one set of blocks.
 */
package org.ncsn.unet;
