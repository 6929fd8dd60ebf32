package org.ncsn.sampler;

import org.ncsn.array.TensorType;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/**
 * A method whose every step evaluates the score once and adds up multiples of what it sees; the
 * factors are known before anything runs. Step k draws noise number k.
 */
interface LinearMethod extends SamplingMethod {
  /**
   * The step of a number.
   *
   * @param step from 0
   */
  Update update(int step);

  /** What its steps add up. */
  default LinearStep.Terms terms() {
    return LinearStep.Terms.WITH_NOISE;
  }

  @Override
  default SamplingStep compile(Backend backend, ScoreFunction model, TensorType batch) {
    LinearStep compiled = new LinearStep(backend, model, batch, terms());
    return new SamplingStep() {
      @Override
      public ChainState begin(Tensor samples) {
        return compiled.begin(samples);
      }

      @Override
      public ChainState take(Chain chain, ChainState state, int step) {
        return compiled.take(chain, state, update(step), step);
      }

      @Override
      public void close() {
        compiled.close();
      }
    };
  }
}
