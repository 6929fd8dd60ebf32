package org.ncsn.sampler;

import org.ncsn.array.TensorType;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.Discretization;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;

/**
 * Annealed Langevin dynamics, as NCSN samples: steps of {@code 2 a (r std(t))^2}.
 *
 * @param process whose deviations go into the step sizes
 * @param ratio r
 * @param steps at each time
 */
public record AnnealedCorrector(DiffusionProcess process, double ratio, int steps)
    implements Corrector {
  /**
   * @throws IllegalArgumentException unless ratio and number are positive
   */
  public AnnealedCorrector {
    LangevinCorrector.require(ratio, steps);
  }

  @Override
  public Compiled compile(Backend backend, ScoreFunction model, TensorType batch) {
    LinearStep step = new LinearStep(backend, model, batch, LinearStep.Terms.WITH_NOISE);
    return new Compiled() {
      @Override
      public ChainState take(
          Chain chain, ChainState state, double time, Discretization times, int draw) {
        double spread = ratio * process.deviation(time);
        double size = 2 * times.kept(time) * spread * spread;
        Update update = new Update(time, new Mix(1, size, Math.sqrt(2 * size)));
        return Repeated.of(steps, state, (before, k) -> step.take(chain, before, update, draw + k));
      }

      @Override
      public void close() {
        step.close();
      }
    };
  }
}
