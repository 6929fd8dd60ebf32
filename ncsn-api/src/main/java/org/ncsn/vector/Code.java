package org.ncsn.vector;

import org.ncsn.vector.Result.Fold;

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
   * Does it.
   *
   * @param blocks all blocks, one behind the other
   * @param size from the beginning of one to that of the next
   * @param count how many numbers; as many more as make whole vectors are changed
   * @param width numbers of a row
   * @param scratch where there is room for a vector
   */
  void run(float[] blocks, int size, int count, int width, int scratch) {
    int t = target * size;
    int x = a * size;
    int y = b * size;
    switch (op) {
      case ADD -> Arithmetic.add(blocks, t, x, y, count);
      case SUBTRACT -> Arithmetic.subtract(blocks, t, x, y, count);
      case MULTIPLY -> Arithmetic.multiply(blocks, t, x, y, count);
      case DIVIDE -> Arithmetic.divide(blocks, t, x, y, count);
      case MAXIMUM -> Arithmetic.maximum(blocks, t, x, y, count);
      case MINIMUM -> Arithmetic.minimum(blocks, t, x, y, count);
      case AFFINE -> affine(blocks, t, x, count);
      case CLAMP -> Arithmetic.clamp(blocks, t, x, p, q, count);
      case LEAKY_RELU -> Choices.leakyRelu(blocks, t, x, p, count);
      case SQUARE -> Arithmetic.multiply(blocks, t, x, x, count);
      case SQRT -> Arithmetic.sqrt(blocks, t, x, count);
      case RSQRT -> Arithmetic.reciprocalSqrt(blocks, t, x, count);
      case ABS -> Arithmetic.abs(blocks, t, x, count);
      case SIGN -> Choices.sign(blocks, t, x, count);
      case RELU -> Arithmetic.maximum(blocks, t, x, 0f, count);
      case EXP -> Exponentials.exp(blocks, t, x, count);
      case EXPM1 -> Exponentials.expm1(blocks, t, x, count);
      case TANH -> Exponentials.tanh(blocks, t, x, count);
      case SIGMOID -> Exponentials.sigmoid(blocks, t, x, count);
      case SOFTPLUS -> Exponentials.softplus(blocks, t, x, count);
      case ELU -> Exponentials.elu(blocks, t, x, count);
      case ELU_GRADIENT -> Choices.eluGradient(blocks, t, x, y, count);
      case EQUAL -> Choices.equal(blocks, t, x, y, count);
      case LESS -> Choices.less(blocks, t, x, y, count);
      case LESS_OR_EQUAL -> Choices.lessOrEqual(blocks, t, x, y, count);
      case WHERE -> Choices.where(blocks, t, x, y, c * size, count);
      case ROW_SUM -> Sums.spread(Fold.SUM, blocks, t, x, count, width, p, scratch);
      case ROW_SQUARES -> Sums.spread(Fold.SQUARES, blocks, t, x, count, width, p, scratch);
      case ROW_LARGEST -> Sums.spread(Fold.LARGEST, blocks, t, x, count, width, p, scratch);
    }
  }

  private void affine(float[] blocks, int t, int x, int count) {
    if (q == 0) {
      Arithmetic.multiply(blocks, t, x, p, count);
    } else if (p == 1) {
      Arithmetic.add(blocks, t, x, q, count);
    } else {
      Arithmetic.affine(blocks, t, x, p, q, count);
    }
  }
}
