package org.ncsn.vector;

/**
 * Computes a block of numbers. Each kernel is an object of its own, so that Java's compiler
 * compiles each for itself: in one method with all of them, it would stop inlining halfway, and the
 * vectors of the others would become objects.
 */
interface BlockKernel {
  /**
   * Computes.
   *
   * @param v all blocks
   * @param at where the kernel's are
   * @param count how many numbers; as many more as make whole vectors are changed
   */
  void run(float[] v, Place at, int count);

  /**
   * Where a kernel finds its numbers, and its constants.
   *
   * @param t beginning of the block that gets the result
   * @param a of the first operand's block
   * @param b of the second's
   * @param c of the third's
   * @param width numbers of a row
   * @param scratch where there is room for a vector
   */
  record Place(int t, int a, int b, int c, float p, float q, int width, int scratch) {}
}
