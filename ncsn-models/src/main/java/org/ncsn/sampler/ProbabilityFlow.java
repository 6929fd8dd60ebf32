package org.ncsn.sampler;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.flow.Flow;
import org.ncsn.flow.FlowEquation;
import org.ncsn.noise.Discretization;
import org.ncsn.ode.Equation;
import org.ncsn.ode.Progress;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples along the probability flow (Song et al. 2021, section 4.3), from a sample of the prior at
 * time 1 to the flow's last time, in the adaptive steps of its solver. For the loop the way is cut
 * into a hundred equal stretches of time: a stretch is done when every sample has passed its end,
 * where each is wherever its own steps have taken it.
 *
 * <p>The samples cannot be changed on their way: what is known of them cannot be imposed.
 *
 * @param flow what is followed
 * @param denoising the steps of which one is taken at the end, without noise: reverse diffusion
 *     with the whole score
 */
public record ProbabilityFlow(Flow flow, Optional<Discretization> denoising)
    implements SamplingMethod {
  private static final Logger LOG = LoggerFactory.getLogger(ProbabilityFlow.class);
  private static final int STRETCHES = 100;

  /** As noisy in the end as data at the flow's last time. */
  public ProbabilityFlow(Flow flow) {
    this(flow, Optional.empty());
  }

  /** With a step of so many from 1 to 0 that takes away the noise of the last time. */
  public ProbabilityFlow denoised(int steps) {
    return new ProbabilityFlow(flow, Optional.of(flow.process().discretized(steps)));
  }

  @Override
  public int steps() {
    return STRETCHES + (denoising.isPresent() ? 1 : 0);
  }

  @Override
  public int phase(int step) {
    return step;
  }

  @Override
  public int phases() {
    return steps();
  }

  @Override
  public double mean(int phase) {
    return flow.process().mean(time(phase));
  }

  @Override
  public double deviation(int phase) {
    return flow.process().deviation(time(phase));
  }

  /** Where a stretch begins. */
  private double time(int stretch) {
    return stretch >= STRETCHES ? flow.dataTime() : 1 + stretch * (flow.dataTime() - 1) / STRETCHES;
  }

  @Override
  public boolean denoised() {
    return true;
  }

  @Override
  public SamplingStep compile(Backend backend, ScoreFunction model, TensorType batch) {
    return new Step(backend, model, batch);
  }

  private final class Step implements SamplingStep {
    private final Backend backend;
    private final TensorType batch;
    private final FlowEquation equation;
    private final Optional<LinearStep> last;

    Step(Backend backend, ScoreFunction model, TensorType batch) {
      this.backend = backend;
      this.batch = batch;
      equation = new FlowEquation(backend, model, flow.process(), batch);
      last = denoising.map(steps -> new LinearStep(backend, model, batch, LinearStep.Terms.PLAIN));
    }

    @Override
    public ChainState take(Chain chain, ChainState state, int step) {
      requireUnchanged(state);
      if (step == STRETCHES) {
        double time = flow.dataTime();
        Mix mix =
            Predictor.REVERSE_DIFFUSION
                .mix(flow.process(), denoising.orElseThrow(), time)
                .withoutNoise();
        return last.orElseThrow()
            .take(chain, ChainState.of(state.samples()), new Update(time, mix), 0);
      }
      Equation compiled = equation.of(chain.weights(), chain.classes());
      Progress progress = step == 0 ? begun(compiled, state.samples()) : remembered(state);
      while (!progress.haveReached(time(step + 1))) {
        progress = flow.solver().attempt(compiled, progress);
      }
      if (step == STRETCHES - 1) {
        LOG.info("probability flow: at most {} evaluations a sample", progress.mostEvaluations());
      }
      return remembering(progress);
    }

    private Progress begun(Equation compiled, Tensor samples) {
      double[] states = samples.toHost().to(DType.FLOAT64).doubles();
      return flow.solver().begin(compiled, 1, flow.dataTime(), states, batch.shape().extent(0));
    }

    /** The solver's progress, and the samples that belong to it. */
    private ChainState remembering(Progress progress) {
      HostArray states = HostArray.of(batch.shape(), progress.states()).to(batch.dtype());
      Tensor samples = backend.tensor(states);
      Stream<Tensor> saved = progress.saved().stream().map(backend::tensor);
      return new ChainState(samples, Stream.concat(Stream.of(samples), saved).toList());
    }

    private Progress remembered(ChainState state) {
      List<Tensor> memory = state.memory();
      return Progress.of(memory.subList(1, memory.size()).stream().map(Tensor::toHost).toList());
    }

    private void requireUnchanged(ChainState state) {
      if (!state.memory().isEmpty() && state.memory().get(0) != state.samples()) {
        throw new IllegalArgumentException(
            "probability flow: nothing can be imposed on its samples; complete them by a predictor"
                + " and a corrector");
      }
    }

    @Override
    public void close() {
      equation.close();
      last.ifPresent(LinearStep::close);
    }
  }
}
