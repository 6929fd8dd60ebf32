/** Randomness that is the same on every backend and machine, and goes on where it was saved. */
package org.ncsn.random;
