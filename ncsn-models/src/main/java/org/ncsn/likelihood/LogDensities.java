package org.ncsn.likelihood;

import java.util.Arrays;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.noise.NormalPrior;
import org.ncsn.ode.Progress;

/**
 * Log densities of a batch of data.
 *
 * @param values {@code log p(x)} of each in nats, {@code float64 [N]}
 * @param changes the share of the change of volume in it, {@code float64 [N]}
 * @param latents where the flow takes the data, {@code float64 [N,...]}
 * @param evaluations of score and Jacobian that each took, {@code int32 [N]}
 */
public record LogDensities(
    HostArray values, HostArray changes, HostArray latents, HostArray evaluations) {
  static LogDensities of(NormalPrior prior, WithChange end, Progress progress) {
    double[] values = prior.logDensities(end.samples());
    for (int n = 0; n < values.length; n++) {
      values[n] += end.changes().at(n);
    }
    return new LogDensities(
        HostArray.of(Shape.of(values.length), values),
        end.changes(),
        end.samples(),
        progress.evaluationsOf(values.length));
  }

  /**
   * The negative logarithms in bits, shared among the dimensions.
   *
   * @param offset bits that are added: none for data as they are, and for pixels what {@link
   *     BitsPerDimension} says
   */
  public double[] bits(double offset) {
    int dimensions = latents.shape().intSize() / values.shape().intSize();
    double unit = dimensions * Math.log(2);
    return Arrays.stream(values.doubles()).map(log -> offset - log / unit).toArray();
  }
}
