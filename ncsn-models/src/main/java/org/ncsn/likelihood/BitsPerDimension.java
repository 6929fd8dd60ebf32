package org.ncsn.likelihood;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.data.Dataset;
import org.ncsn.data.PixelRange;
import org.ncsn.data.Pixels;
import org.ncsn.flow.Flow;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Weights;
import org.ncsn.random.NoiseSource;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/**
 * The likelihood of a set of pictures of 256 brightness levels, in bits per dimension: the density
 * of uniformly dequantized pixels is, on average, at most the probability of the levels (Theis et
 * al., "A note on the evaluation of generative models", section 3.1). The set is gone through
 * several times, each with other noise. The noise of a picture depends on its number and the pass
 * alone, not on the batch that it is in.
 *
 * <pre>{@code
 * BitsPerDimension bits = BitsPerDimension.published(model, flow, PixelRange.RESCALED, 100);
 * SetBits found = bits.of(backend, weights, test, RunStream.LIKELIHOOD.of(noise), done -> {});
 * log(found.mean(), found.standardError());
 * }</pre>
 */
public final class BitsPerDimension {
  private static final int PUBLISHED_PASSES = 5;

  private final ScoreFunction model;
  private final Flow flow;
  private final Trace trace;
  private final PixelRange range;
  private final double offset;
  private final int passes;
  private final int batch;

  /**
   * @param trace how the change of volume is found
   * @param range the space that the score knows
   * @param passes how often the set is gone through
   * @param batch how many pictures go along the flow at once
   * @throws IllegalArgumentException if there is no pass or no picture, or the range stretches some
   *     brightnesses more than others
   */
  public BitsPerDimension(
      ScoreFunction model, Flow flow, Trace trace, PixelRange range, int passes, int batch) {
    if (passes < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "bits per dimension: takes at least 1 pass and 1 picture at once, found "
              + passes
              + " and "
              + batch);
    }
    this.model = model;
    this.flow = flow;
    this.trace = trace;
    this.range = range;
    this.offset = offset(range);
    this.passes = passes;
    this.batch = batch;
  }

  /** As published, but for the steps, which are each picture's own. */
  public static BitsPerDimension published(
      ScoreFunction model, Flow flow, PixelRange range, int batch) {
    return new BitsPerDimension(model, flow, Trace.RADEMACHER, range, PUBLISHED_PASSES, batch);
  }

  /**
   * The bits that a density of pixels in a range lacks beside their 256 levels: 8, less one for
   * each doubling of the range.
   *
   * @throws IllegalArgumentException if the range stretches some brightnesses more than others
   */
  public static double offset(PixelRange range) {
    OptionalDouble scale = range.scale();
    if (scale.isEmpty()) {
      throw new IllegalArgumentException(
          "bits per dimension: " + range + " stretches some brightnesses more than others");
    }
    return 8 - Math.log(scale.getAsDouble()) / Math.log(2);
  }

  /**
   * The likelihood of a set.
   *
   * @param set pictures in [0, 1]
   * @param noise of dequantization and traces; it is split, not drawn from
   * @param watch told how many pictures are done, all passes counted
   * @throws org.ncsn.ode.IntegrationFailure if the flow of a picture cannot be followed to the end
   */
  public SetBits of(
      Backend backend, HostWeights weights, Dataset set, NoiseSource noise, LongConsumer watch) {
    double[] all = new double[Math.multiplyExact(set.size(), passes)];
    int whole = set.size() / batch * batch;
    try (Scope scope = Scope.open()) {
      Request request = new Request(backend, weights.on(backend), set, noise, watch);
      measure(request, 0, whole, batch, all);
      measure(request, whole, set.size(), set.size() - whole, all);
    }
    return new SetBits(HostArray.of(Shape.of(set.size(), passes), all));
  }

  private record Request(
      Backend backend, Weights weights, Dataset set, NoiseSource noise, LongConsumer watch) {}

  /** Pictures from one number up to another, so many at a time without a rest. */
  private void measure(Request request, int from, int to, int size, double[] all) {
    if (from == to) {
      return;
    }
    TensorType type = new TensorType(DType.FLOAT32, request.set.sampleShape().times(size));
    try (FlowLikelihood likelihood = new FlowLikelihood(request.backend, model, flow, type)) {
      for (int first = from; first < to; first += size) {
        HostArray pixels = request.set.batch(IntStream.range(first, first + size).toArray());
        for (int pass = 0; pass < passes; pass++) {
          PictureNoise noise = new PictureNoise(request.noise, pass, first);
          HostArray data = range.of(Pixels.dequantize(pixels, noise.uniform(type)));
          double[] bits = likelihood.of(request.weights, data, trace, noise::ofTrace).bits(offset);
          for (int n = 0; n < size; n++) {
            all[(first + n) * passes + pass] = bits[n];
          }
          request.watch.accept((long) first * passes + (long) (pass + 1) * size);
        }
      }
    }
  }

  /**
   * The noise of pictures in a pass.
   *
   * @param first number of the first one
   */
  private record PictureNoise(NoiseSource source, int pass, int first) {
    private static final long DEQUANTIZATION = 0;
    private static final long TRACE = 1;

    private NoiseSource of(long purpose, int place) {
      return source.split(purpose).split(first + place).split(pass);
    }

    NoiseSource ofTrace(int place) {
      return of(TRACE, place);
    }

    HostArray uniform(TensorType batch) {
      Shape one = batch.shape().with(0, 1);
      List<HostArray> each =
          IntStream.range(0, batch.shape().extent(0))
              .mapToObj(place -> of(DEQUANTIZATION, place).uniform(batch.dtype(), one))
              .toList();
      return HostArray.concat(each);
    }
  }
}
