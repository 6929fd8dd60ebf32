package org.ncsn.sampler;

import java.util.Optional;
import org.ncsn.array.TensorType;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.Discretization;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;

/**
 * Predictor-corrector sampling of score SDEs (Song et al. 2021, algorithm 1 and appendix G): at
 * each of N times from 1 down, the corrector moves the samples at this time's noise, then the
 * predictor takes them to the next time's.
 *
 * @param process the noise process
 * @param times the process in N steps
 * @param predictor none keeps the samples where the corrector leaves them
 * @param corrector none leaves all to the predictor
 * @param denoised whether the very last noise is left out
 */
public record PredictorCorrector(
    DiffusionProcess process,
    Discretization times,
    Optional<Predictor> predictor,
    Optional<Corrector> corrector,
    boolean denoised)
    implements SamplingMethod {
  /**
   * @throws IllegalArgumentException if there is neither predictor nor corrector, or the predictor
   *     cannot go through such steps
   */
  public PredictorCorrector {
    if (predictor.isEmpty() && corrector.isEmpty()) {
      throw new IllegalArgumentException("sampling: takes a predictor, a corrector, or both");
    }
    predictor.ifPresent(chosen -> chosen.requireFit(times));
  }

  /** As published: in the steps of the process down to its last time, without the last noise. */
  public static PredictorCorrector of(
      DiffusionProcess process,
      int steps,
      Optional<Predictor> predictor,
      Optional<Corrector> corrector) {
    return new PredictorCorrector(process, process.discretized(steps), predictor, corrector, true);
  }

  /** The same with the very last noise. */
  public PredictorCorrector withLastNoise() {
    return new PredictorCorrector(process, times, predictor, corrector, false);
  }

  private int stepsAtOnce() {
    return predictor.isPresent() && corrector.isPresent() ? 2 : 1;
  }

  /** Noise drawn at each time. */
  private int draws() {
    return corrector.map(Corrector::steps).orElse(0) + (predictor.isPresent() ? 1 : 0);
  }

  @Override
  public int steps() {
    return times.steps() * stepsAtOnce();
  }

  @Override
  public int phase(int step) {
    return step / stepsAtOnce();
  }

  @Override
  public int phases() {
    return times.steps();
  }

  @Override
  public double mean(int phase) {
    return process.mean(times.time(phase));
  }

  @Override
  public double deviation(int phase) {
    return process.deviation(times.time(phase));
  }

  @Override
  public SamplingStep compile(Backend backend, ScoreFunction model, TensorType batch) {
    return new Step(backend, model, batch);
  }

  private final class Step implements SamplingStep {
    private final Optional<LinearStep> predicting;
    private final Optional<Corrector.Compiled> correcting;

    Step(Backend backend, ScoreFunction model, TensorType batch) {
      predicting =
          predictor.map(
              chosen -> new LinearStep(backend, model, batch, LinearStep.Terms.WITH_NOISE));
      correcting = corrector.map(chosen -> chosen.compile(backend, model, batch));
    }

    @Override
    public ChainState take(Chain chain, ChainState state, int step) {
      int phase = phase(step);
      double time = times.time(phase);
      boolean corrects = correcting.isPresent() && step % stepsAtOnce() == 0;
      if (corrects) {
        return correcting.get().take(chain, state, time, times, phase * draws());
      }
      boolean last = denoised && phase == times.steps() - 1;
      Mix mix = predictor.orElseThrow().mix(process, times, time);
      Update update = new Update(time, last ? mix.withoutNoise() : mix);
      return predicting.orElseThrow().take(chain, state, update, (phase + 1) * draws() - 1);
    }

    @Override
    public void close() {
      predicting.ifPresent(LinearStep::close);
      correcting.ifPresent(Corrector.Compiled::close);
    }
  }
}
