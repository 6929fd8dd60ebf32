package org.ncsn.likelihood;

import org.ncsn.array.HostArray;

/**
 * Bits per dimension of a set of pictures.
 *
 * @param each of every picture in every pass, {@code float64 [N,passes]}
 */
public record SetBits(HostArray each) {
  /** The mean over pictures and passes. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < each.shape().intSize(); i++) {
      sum += each.at(i);
    }
    return sum / each.shape().intSize();
  }

  /**
   * The standard error of the mean: of the pictures' means over their passes, which are independent
   * of each other, as the passes of one picture are not. Not a number for a single picture.
   */
  public double standardError() {
    int pictures = each.shape().extent(0);
    int passes = each.shape().extent(1);
    double mean = mean();
    double squares = 0;
    for (int picture = 0; picture < pictures; picture++) {
      double sum = 0;
      for (int pass = 0; pass < passes; pass++) {
        sum += each.at(picture * passes + pass);
      }
      squares += (sum / passes - mean) * (sum / passes - mean);
    }
    return Math.sqrt(squares / (pictures - 1) / pictures);
  }
}
