package org.ncsn.sampler;

import java.util.BitSet;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.sampler.Sampler.Observer;
import org.ncsn.tensor.Tensor;

/**
 * Sees which chains of a batch diverge. Chains do not touch each other, so one that is lost leaves
 * the others as they are; when all are lost, the sampling ends.
 */
public final class ChainWatch implements Observer {
  /** Chains live on the scale of pixels and of the largest noise: so far out they never return. */
  private static final double FAR = 1e6;

  private final double bound;
  private final Observer watched;
  private final BitSet lost = new BitSet();
  private Optional<Loss> first = Optional.empty();

  /**
   * @param method the method of the sampling
   * @param watched sees every step that leaves something to see
   */
  public ChainWatch(SamplingMethod method, Observer watched) {
    this.bound = FAR * Math.max(1, method.deviation(0));
    this.watched = watched;
  }

  /**
   * Chains that have diverged: with a value that is not finite, or larger than any image's.
   *
   * @param chains how many there were at the end
   * @param all of so many
   * @param step the step that the first was lost in, from 1
   * @param phase the phase of that step
   */
  public record Loss(int chains, int all, int step, int phase) {
    /** Both together, of which the other came later. */
    public Loss and(Loss other) {
      return new Loss(chains + other.chains, all + other.all, step, phase);
    }

    /** Whether nothing is left. */
    public boolean isComplete() {
      return chains == all;
    }
  }

  /** What was lost, if anything was. */
  public Optional<Loss> loss() {
    return first;
  }

  @Override
  public boolean stepped(int step, int phase, Tensor state) {
    HostArray values = state.toHost();
    int chains = values.shape().extent(0);
    int size = values.shape().intSize() / chains;
    for (int i = lost.nextClearBit(0); i < chains; i = lost.nextClearBit(i + 1)) {
      if (!areWithinBound(values, i * size, size)) {
        lost.set(i);
      }
    }
    if (!lost.isEmpty()) {
      Loss begun = first.orElse(new Loss(0, chains, step, phase));
      first = Optional.of(new Loss(lost.cardinality(), chains, begun.step, begun.phase));
    }
    return lost.cardinality() < chains && watched.stepped(step, phase, state);
  }

  private boolean areWithinBound(HostArray values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (!(Math.abs(values.at(i)) <= bound)) { // also if it is NaN
        return false;
      }
    }
    return true;
  }
}
