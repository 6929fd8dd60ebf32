/** The training step as one compiled program, the loop around it, and checkpoints. */
package org.ncsn.training;
