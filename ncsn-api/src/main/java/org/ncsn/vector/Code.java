package org.ncsn.vector;

import org.ncsn.vector.BlockKernel.Place;

/**
 * One operation on blocks of numbers.
 *
 * @param target number of the block that gets the result; it may be one of the others
 * @param a number of the first operand's block
 * @param b of the second, if there is one
 * @param c of the third, if there is one
 * @param p first constant, if there is one
 * @param q second constant, if there is one
 */
public record Code(Op op, int target, int a, int b, int c, float p, float q) {
  /**
   * Where its numbers are among all blocks.
   *
   * @param size from the beginning of one block to that of the next
   * @param width numbers of a row
   * @param scratch where there is room for a vector
   */
  Place at(int size, int width, int scratch) {
    return new Place(target * size, a * size, b * size, c * size, p, q, width, scratch);
  }
}
