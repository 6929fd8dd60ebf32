package org.ncsn.sampler;

import java.util.Arrays;
import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.nn.Arguments.WeightGroup;
import org.ncsn.nn.Mode;
import org.ncsn.noise.Discretization;
import org.ncsn.primitive.Reductions;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/**
 * Langevin dynamics whose steps keep score and noise in a given ratio (Song et al. 2021, algorithms
 * 4 and 5): {@code 2 a (r |z| / |s|)^2}.
 *
 * @param ratio r, the signal-to-noise ratio
 * @param steps at each time
 * @param norms of which samples
 */
public record LangevinCorrector(double ratio, int steps, Norms norms) implements Corrector {
  /** Whose norms a step size is made of. */
  public enum Norms {
    /** Each sample's own, so that samples do not depend on others. */
    OF_EACH_SAMPLE,
    /** Their means over the batch, one size for all: the published program. */
    OF_THE_BATCH
  }

  /**
   * @throws IllegalArgumentException unless ratio and number are positive
   */
  public LangevinCorrector {
    require(ratio, steps);
  }

  static void require(double ratio, int steps) {
    if (!(ratio > 0 && Double.isFinite(ratio)) || steps < 1) {
      throw new IllegalArgumentException(
          "corrector: a positive signal-to-noise ratio and at least one step, found "
              + ratio
              + " and "
              + steps);
    }
  }

  @Override
  public Compiled compile(Backend backend, ScoreFunction model, TensorType batch) {
    return new Step(backend, model, batch);
  }

  private final class Step implements Compiled {
    private final Backend backend;
    private final ScoreFunction model;
    private final TensorType batch;
    private final Arguments arguments = new Arguments();
    private final WeightGroup weights;
    private final Group x;
    private final Group told;
    private final Group noise;
    private final Group factor;
    private final CompiledProgram program;

    Step(Backend backend, ScoreFunction model, TensorType batch) {
      this.backend = backend;
      this.model = model;
      this.batch = batch;
      weights = arguments.weights(model.network(), batch.dtype());
      x = arguments.one(batch);
      told = arguments.group(model.types(batch));
      noise = arguments.one(batch);
      factor = arguments.one(batch.with(Shape.scalar()));
      program = backend.compile("langevin corrector", arguments.types(), in -> List.of(next(in)));
    }

    private Tensor next(List<Tensor> in) {
      Tensor z = noise.only(in);
      Tensor score = model.score(weights.of(in), Mode.EVALUATION, x.only(in), told.of(in));
      Tensor quotient = norm(z).divide(norm(score));
      Tensor size = quotient.square().multiply(factor.only(in));
      Tensor spread = size.multiply(2).sqrt();
      return x.only(in).add(score.multiply(size)).add(z.multiply(spread));
    }

    /** Euclidean norms over everything but the batch, {@code [N,1,...]}, or their mean. */
    private Tensor norm(Tensor of) {
      int[] others = new int[of.shape().rank() - 1];
      Arrays.setAll(others, axis -> axis + 1);
      Tensor each = Reductions.sumOfSquares(of, true, others).sqrt();
      return norms == Norms.OF_THE_BATCH ? each.mean() : each;
    }

    @Override
    public ChainState take(
        Chain chain, ChainState state, double time, Discretization times, int draw) {
      double scale = 2 * times.kept(time) * ratio * ratio;
      List<Tensor> condition =
          model.at(time, chain.classes(), batch).stream().map(backend::tensor).toList();
      return Repeated.of(
          steps,
          state,
          (before, k) ->
              ChainState.of(
                  program
                      .run(
                          arguments.values(
                              weights.with(chain.weights()),
                              x.with(before.samples()),
                              told.with(condition),
                              noise.with(backend.tensor(chain.noise().normal(draw + k))),
                              factor.with(backend.scalar(batch.dtype(), scale))))
                      .get(0)));
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
