/**
 * The probability flow of a score: the deterministic way between data and noise, along which data
 * have latents and a likelihood.
 */
package org.ncsn.flow;
