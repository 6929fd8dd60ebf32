package org.ncsn.unet;

import java.util.Optional;
import org.ncsn.nn.TimeEmbedding;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/**
 * What a U-Net makes of the number that it is told of each sample's noise.
 *
 * @param seen how it sees the number
 * @param heeded whether its blocks are told what is seen
 * @param division what its output is divided by
 */
public record TimeInput(Seen seen, boolean heeded, Division division) {
  /** How the number is seen. */
  public sealed interface Seen {}

  /** By the sines of its multiples: times, and numbers of levels. */
  public record Positional() implements Seen {}

  /**
   * By random Fourier features of its logarithm: standard deviations.
   *
   * @param scale standard deviation of the frequencies; 16 as published
   */
  public record Fourier(double scale) implements Seen {}

  /** What the output is divided by. */
  public sealed interface Division {
    /** The divisor of each sample's output, of the number that is told, if there is any. */
    Optional<Tensor> of(Tensor told);
  }

  /** By nothing. */
  public record Undivided() implements Division {
    @Override
    public Optional<Tensor> of(Tensor told) {
      return Optional.empty();
    }
  }

  /** By the number, which is the standard deviation of the noise. */
  public record ByDeviation() implements Division {
    @Override
    public Optional<Tensor> of(Tensor told) {
      return Optional.of(told);
    }
  }

  /**
   * By the standard deviation of the level that the number counts: 0 is the largest.
   *
   * @param noise from the smallest to the largest
   * @param count how many levels
   */
  public record ByLevel(VarianceExploding noise, int count) implements Division {
    @Override
    public Optional<Tensor> of(Tensor told) {
      double ratio = Math.log(noise.smallest() / noise.largest()) / (count - 1);
      return Optional.of(
          Elementwise.exp(Elementwise.affine(told, ratio, Math.log(noise.largest()))));
    }
  }

  /** Told a time, or the number of a level. */
  public static TimeInput positional() {
    return new TimeInput(new Positional(), true, new Undivided());
  }

  /** Told the standard deviation of the noise, by which the output is divided. */
  public static TimeInput deviation() {
    return new TimeInput(new Fourier(16), true, new ByDeviation());
  }

  /** The same for a network whose blocks are told nothing. */
  public TimeInput unheeded() {
    return new TimeInput(seen, false, division);
  }

  /** Whether a number is needed at all. */
  boolean isTold() {
    return heeded || !(division instanceof Undivided);
  }

  /** Only Fourier features have frequencies to keep, and a number among the network's parts. */
  TimeEmbedding embedding(Numbered parts, int features) {
    return seen instanceof Fourier fourier
        ? TimeEmbedding.fourier(parts.next(), "W", features, fourier.scale())
        : TimeEmbedding.positional(features);
  }
}
