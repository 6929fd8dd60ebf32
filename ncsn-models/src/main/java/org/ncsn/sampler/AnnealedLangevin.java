package org.ncsn.sampler;

import java.util.List;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.nn.Arguments.WeightGroup;
import org.ncsn.nn.Mode;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/**
 * Langevin dynamics, annealed or not: algorithm 1 of the NCSN paper. Each step is {@code x + a s(x)
 * + sqrt(2 a) z}; the samples are never clamped.
 *
 * @param schedule how many steps of which size
 * @param denoised whether one more step without noise, {@code x + sigma_L^2 s(x, L)}, takes away
 *     what the last level's noise leaves, as in NCSNv2
 */
public record AnnealedLangevin(LangevinSchedule schedule, boolean denoised)
    implements SamplingMethod {
  /** As noisy in the end as the last level. */
  public AnnealedLangevin(LangevinSchedule schedule) {
    this(schedule, false);
  }

  /**
   * Through noise levels.
   *
   * @param stepsPerLevel T in the paper, 100
   * @param stepRate step size at the last level; epsilon in the paper, 2e-5
   */
  public static AnnealedLangevin of(NoiseLevels levels, int stepsPerLevel, double stepRate) {
    return new AnnealedLangevin(new LangevinSchedule(levels, stepsPerLevel, stepRate));
  }

  @Override
  public int steps() {
    return schedule.steps() + (denoised ? 1 : 0);
  }

  @Override
  public int phase(int step) {
    return schedule.level(Math.min(step, schedule.steps() - 1));
  }

  @Override
  public int phases() {
    return schedule.levels().count();
  }

  @Override
  public double deviation(int phase) {
    return schedule.levels().sigma(phase);
  }

  @Override
  public SamplingStep compile(Backend backend, ScoreModel model, TensorType batch) {
    return new Step(backend, model, batch);
  }

  private final class Step implements SamplingStep {
    private final Backend backend;
    private final ScoreModel model;
    private final TensorType batch;
    private final Arguments arguments = new Arguments();
    private final WeightGroup weights;
    private final Group x;
    private final Group told;
    private final Group noise;
    private final Group stepSize;
    private final Group spread;
    private final CompiledProgram program;

    Step(Backend backend, ScoreModel model, TensorType batch) {
      this.backend = backend;
      this.model = model;
      this.batch = batch;
      TensorType scalar = batch.with(Shape.scalar());
      weights = arguments.weights(model.network(), batch.dtype());
      x = arguments.one(batch);
      told = arguments.group(model.types(batch));
      noise = arguments.one(batch);
      stepSize = arguments.one(scalar);
      spread = arguments.one(scalar);
      program =
          backend.compile(
              "langevin step",
              arguments.types(),
              in -> {
                Tensor score =
                    model.score(weights.of(in), Mode.EVALUATION, x.only(in), told.of(in));
                Tensor drift = score.multiply(stepSize.only(in));
                Tensor diffusion = noise.only(in).multiply(spread.only(in));
                return List.of(x.only(in).add(drift).add(diffusion));
              });
    }

    @Override
    public Tensor take(Weights values, Tensor state, int step, StepNoise draws) {
      int level = phase(step);
      boolean last = step == schedule.steps();
      double variance = schedule.levels().last() * schedule.levels().last();
      double size = last ? variance : schedule.stepSize(level);
      return program
          .run(
              arguments.values(
                  weights.with(values),
                  x.with(state),
                  told.with(
                      model.at(level, Optional.empty(), batch).stream()
                          .map(backend::tensor)
                          .toList()),
                  noise.with(backend.tensor(last ? HostArray.zeros(batch) : draws.normal(step))),
                  stepSize.with(backend.scalar(batch.dtype(), size)),
                  spread.with(backend.scalar(batch.dtype(), last ? 0 : Math.sqrt(2 * size)))))
          .get(0);
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
