/**
 * Score models: a network, what it is told of the noise, and how its output becomes a score. With a
 * noise process they are all that a sampler knows.
 */
package org.ncsn.score;
