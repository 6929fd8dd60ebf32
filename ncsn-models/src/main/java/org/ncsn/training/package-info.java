/** The training step as one compiled program or as two, and the loop around it. */
package org.ncsn.training;
