package org.ncsn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Condition;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.NoiseProcess;
import org.ncsn.random.NoiseSource;
import org.ncsn.score.OutputRule;
import org.ncsn.tensor.Tensor;

/**
 * Denoising score matching over the times of a noise process, equation (7) of Song et al., "Score-
 * Based Generative Modeling through Stochastic Differential Equations": with x~ = mean x + std z,
 *
 * <pre>weight(t) || std s(x~, t) + z ||^2</pre>
 *
 * as a mean over pixels, or half of their sum; then the mean over the batch. The losses of NCSN and
 * DDPM on N levels are the same, with the levels' indices as times.
 */
public final class TimeDenoising implements ScoreMatchingLoss {
  private final TimedNoise noise;
  private final OutputRule output;
  private final Pixels pixels;
  private final DoubleUnaryOperator weight;
  private final boolean tells;

  /** What becomes of the pixels' errors. */
  public enum Pixels {
    /** Their mean. */
    MEAN,
    /** Half of their sum. */
    HALF_SUM
  }

  private TimeDenoising(
      TimedNoise noise,
      OutputRule output,
      Pixels pixels,
      DoubleUnaryOperator weight,
      boolean tells) {
    this.noise = noise;
    this.output = output;
    this.pixels = pixels;
    this.weight = weight;
    this.tells = tells;
  }

  /**
   * Every time counts the same.
   *
   * @param process levels, if times are their indices
   * @param told what the network is told of a time
   * @param output how its output becomes a score
   */
  public TimeDenoising(
      NoiseProcess process,
      Times times,
      DoubleUnaryOperator told,
      OutputRule output,
      Pixels pixels) {
    this(new TimedNoise(process, times, told), output, pixels, time -> 1, true);
  }

  /**
   * Times count as they do in the likelihood of data, {@code g(t)^2 / std(t)^2} (Song et al.,
   * "Maximum Likelihood Training of Score-Based Diffusion Models").
   *
   * @param told what the network is told of a time
   * @param output how its output becomes a score
   */
  public static TimeDenoising ofLikelihood(
      DiffusionProcess process,
      Times.Continuous times,
      DoubleUnaryOperator told,
      OutputRule output,
      Pixels pixels) {
    return new TimeDenoising(
        new TimedNoise(process, times, told),
        output,
        pixels,
        time -> {
          double ratio = process.diffusion(time) / process.deviation(time);
          return ratio * ratio;
        },
        true);
  }

  /** The same for a network that is told nothing of the noise. */
  public TimeDenoising untold() {
    return new TimeDenoising(noise, output, pixels, weight, false);
  }

  @Override
  public List<HostArray> draw(NoiseSource source, TensorType batch) {
    double[] moments = noise.times().draw(source, batch.shape().extent(0));
    return at(moments, source.normal(batch.dtype(), batch.shape()));
  }

  /**
   * What is drawn, with given times: samples' noise, and weights.
   *
   * @param normal z
   */
  List<HostArray> at(double[] moments, HostArray normal) {
    List<HostArray> draws = new ArrayList<>(noise.at(moments, normal));
    draws.add(TimedNoise.each(moments, weight, Shape.of(moments.length), normal));
    return draws;
  }

  @Override
  public boolean tellsNoise() {
    return tells;
  }

  @Override
  public Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws) {
    Tensor deviation = TimedNoise.deviation(draws);
    Tensor normal = TimedNoise.normal(draws);
    Condition condition = tells ? Condition.continuous(TimedNoise.told(draws)) : Condition.NONE;
    Tensor answer = score.at(TimedNoise.added(x, draws), condition);
    Tensor error =
        switch (output) {
          case SCORE -> answer.multiply(deviation).add(normal);
          case SCORE_TIMES_DEVIATION -> answer.add(normal);
          case NOISE -> answer.subtract(normal);
        };
    double share = pixels == Pixels.MEAN ? (double) x.shape().extent(0) / x.shape().size() : 0.5;
    return Samples.sumOfSquares(error).multiply(draws.get(TimedNoise.DRAWS)).mean().multiply(share);
  }
}
