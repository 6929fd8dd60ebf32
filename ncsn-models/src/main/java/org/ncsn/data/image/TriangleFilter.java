package org.ncsn.data.image;

/**
 * Antialiased bilinear interpolation along one axis: a pixel of the result is a weighted mean of
 * the pixels below a triangle around its centre, one pixel of the coarser grid to either side.
 *
 * <p>Weights are fixed-point numbers of {@value #FRACTION_BITS} fractional bits, rounded as PIL
 * rounds them, so that the results are the same bytes.
 */
final class TriangleFilter {
  private static final int FRACTION_BITS = 22;
  private static final int HALF = 1 << (FRACTION_BITS - 1);

  private final int[] firsts;
  private final int[][] weights;

  private TriangleFilter(int[] firsts, int[][] weights) {
    this.firsts = firsts;
    this.weights = weights;
  }

  /**
   * The filter that makes some of the result's pixels.
   *
   * @param in pixels of the picture along the axis
   * @param out pixels of the whole result along the axis
   * @param from the first wanted pixel of the result
   * @param count how many are wanted
   */
  static TriangleFilter of(int in, long out, long from, int count) {
    double scale = (double) in / out;
    double support = Math.max(scale, 1);
    int[] firsts = new int[count];
    int[][] weights = new int[count][];
    for (int i = 0; i < count; i++) {
      double centre = (from + i + 0.5) * scale;
      int first = (int) Math.max(centre - support + 0.5, 0);
      int end = (int) Math.min(centre + support + 0.5, in);
      firsts[i] = first;
      weights[i] = weights(first, end, centre, support);
    }
    return new TriangleFilter(firsts, weights);
  }

  private static int[] weights(int first, int end, double centre, double support) {
    double[] heights = new double[end - first];
    double sum = 0;
    for (int i = 0; i < heights.length; i++) {
      heights[i] = Math.max(0, 1 - Math.abs((first + i - centre + 0.5) * (1 / support)));
      sum += heights[i];
    }
    int[] weights = new int[heights.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (int) (heights[i] / sum * (1 << FRACTION_BITS) + 0.5);
    }
    return weights;
  }

  /** How many pixels it makes. */
  int count() {
    return firsts.length;
  }

  /** The first pixel of the picture that is looked at. */
  int begin() {
    return firsts[0];
  }

  /** Behind the last pixel of the picture that is looked at. */
  int end() {
    return firsts[count() - 1] + weights[count() - 1].length;
  }

  /**
   * One pixel of the result.
   *
   * @param i which of the wanted ones
   * @param pixels the picture's bytes
   * @param offset where the axis' pixel 0 stands
   * @param stride from one pixel of the axis to the next
   */
  byte at(int i, byte[] pixels, int offset, int stride) {
    int sum = HALF;
    int at = offset + firsts[i] * stride;
    for (int weight : weights[i]) {
      sum += weight * Byte.toUnsignedInt(pixels[at]);
      at += stride;
    }
    // The weights' rounding may carry white beyond 255.
    return (byte) Math.min(sum >> FRACTION_BITS, 255);
  }
}
