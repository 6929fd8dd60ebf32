package org.ncsn.sampler;

import org.ncsn.tensor.Scope;

/** A step that is taken several times; what is between is freed at once. */
@FunctionalInterface
interface Repeated {
  /** The step of a number, from 0. */
  ChainState step(ChainState state, int number);

  /** Takes so many, at least one. */
  static ChainState of(int count, ChainState state, Repeated step) {
    ChainState reached = state;
    for (int k = 0; k < count; k++) {
      ChainState before = reached;
      try (Scope scope = Scope.open()) {
        reached = step.step(before, k);
        scope.keep(reached.samples());
      }
      if (k > 0) {
        before.samples().close();
      }
    }
    return reached;
  }
}
