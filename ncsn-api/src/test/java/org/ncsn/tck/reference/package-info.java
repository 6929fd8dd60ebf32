/**
 * An engine that is slow and obvious: every kernel is written as direct loops from its definition,
 * in {@code float64}, and rounds once to the operands' element type. What other engines compute is
 * compared with it, so it shares nothing with the gradients that it judges.
 */
package org.ncsn.tck.reference;
