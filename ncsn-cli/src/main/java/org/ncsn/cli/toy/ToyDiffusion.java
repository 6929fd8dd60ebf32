package org.ncsn.cli.toy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.flow.Flow;
import org.ncsn.likelihood.FlowLikelihood;
import org.ncsn.likelihood.SetBits;
import org.ncsn.likelihood.Trace;
import org.ncsn.nn.Weights;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.ode.DormandPrince;
import org.ncsn.random.NoiseSource;
import org.ncsn.sampler.Chain;
import org.ncsn.sampler.Predictor;
import org.ncsn.sampler.PredictorCorrector;
import org.ncsn.sampler.SampleNoise;
import org.ncsn.sampler.SampleNoise.Purpose;
import org.ncsn.sampler.Sampler;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.sampler.Start;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.toy.GaussianMixture;

/**
 * What a network of the plane makes of a noise process.
 *
 * @param noisy data at each of {@link #TIMES}, {@code [n,2]}
 * @param reverse samples by the reverse process, from the prior
 * @param flow samples by the probability flow, from the same points
 * @param bits of data in bits per dimension, by the network's probability flow
 * @param exactBits the same by the density of the data
 */
public record ToyDiffusion(
    List<HostArray> noisy, ToyPath reverse, ToyPath flow, SetBits bits, SetBits exactBits) {
  /** Times that are looked at while data become noise. */
  static final List<Double> TIMES = List.of(0.0, 0.1, 0.3, 1.0);

  /** Steps of the reverse process. */
  private static final int STEPS = 500;

  /** Points whose way is drawn, and how often they are looked at. */
  private static final int SHOWN = 30;

  private static final int LOOKS = 100;

  /** Points whose density is asked for. */
  private static final int MEASURED = 500;

  private static final long DATA = 0;
  private static final long NOISE = 1;
  private static final long CHAINS = 2;
  private static final long TEST = 3;

  /** The steps of both ways to sample. */
  public static long steps(SamplingMethod flow) {
    return (long) STEPS + flow.steps();
  }

  /**
   * Studies a network.
   *
   * @param backend what computes
   * @param model its score
   * @param flow how the probability flow is followed
   * @param samples how many points are drawn each way
   * @param noise where points come from; it is split, not drawn from
   */
  public record Study(
      Backend backend,
      GaussianMixture mixture,
      DiffusionProcess process,
      ScoreModel model,
      SamplingMethod flow,
      int samples,
      NoiseSource noise) {
    /**
     * Looks at it.
     *
     * @param goOn asked after every step; once it says no, points end where they are
     */
    public ToyDiffusion with(Weights weights, BooleanSupplier goOn) {
      PredictorCorrector reverse =
          PredictorCorrector.of(
              process, STEPS, Optional.of(Predictor.EULER_MARUYAMA), Optional.empty());
      HostArray test = mixture.sample(noise.split(TEST), MEASURED);
      return new ToyDiffusion(
          TIMES.stream().map(this::noisy).toList(),
          path(reverse, weights, goOn),
          path(flow, weights, goOn),
          set(bits(weights, test)),
          set(exactBits(test)));
    }

    private HostArray noisy(double time) {
      float[] data = mixture.sample(noise.split(DATA), samples).floats();
      float[] normal = noise.split(NOISE).normal(DType.FLOAT32, Shape.of(samples, 2)).floats();
      float[] points = new float[data.length];
      for (int i = 0; i < points.length; i++) {
        points[i] = (float) (process.mean(time) * data[i] + process.deviation(time) * normal[i]);
      }
      return HostArray.of(Shape.of(samples, 2), points);
    }

    private ToyPath path(SamplingMethod method, Weights weights, BooleanSupplier goOn) {
      TensorType type = new TensorType(DType.FLOAT32, Shape.of(samples, 2));
      SampleNoise draws = SampleNoise.of(noise.split(CHAINS));
      HostArray begin = Start.prior(process).of(draws, 0, type);
      int shown = Math.min(SHOWN, samples);
      int every = Math.max(1, method.steps() / LOOKS);
      List<HostArray> ways = new ArrayList<>(List.of(begin.slice(0, shown)));
      try (Scope scope = Scope.open();
          Sampler sampler = new Sampler(backend, model, method, type)) {
        Chain chain = new Chain(weights, draw -> draws.normals(Purpose.STEP, 0, draw, type));
        HostArray end =
            sampler.run(
                chain,
                begin,
                (done, phase, state) -> {
                  if (done % every == 0 || done == method.steps()) {
                    ways.add(state.toHost().slice(0, shown));
                  }
                  return goOn.getAsBoolean();
                });
        return new ToyPath(ways, end, method.steps());
      }
    }

    /** From the process's last time on, down to which the network is trained. */
    private double[] bits(Weights weights, HostArray points) {
      Flow whole = Flow.ofSamples(process, DormandPrince.PUBLISHED);
      try (FlowLikelihood likelihood = new FlowLikelihood(backend, model, whole, points.type())) {
        return likelihood.of(weights, points, Trace.EXACT, noise::split).bits(0);
      }
    }

    private static SetBits set(double... bits) {
      return new SetBits(HostArray.of(Shape.of(bits.length, 1), bits));
    }

    private double[] exactBits(HostArray points) {
      double[] bits = new double[points.shape().extent(0)];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = -mixture.logDensity(points.at(2 * i), points.at(2 * i + 1)) / (2 * Math.log(2));
      }
      return bits;
    }
  }
}
