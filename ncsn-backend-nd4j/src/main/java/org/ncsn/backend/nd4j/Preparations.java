package org.ncsn.backend.nd4j;

import java.util.List;

/** Knows for which inputs what a program keeps of them was made. */
final class Preparations {
  private List<Made> made = List.of();

  /** An array, by its memory and what life of it. */
  private record Made(Block block, long life) {}

  /** Whether a step has nothing to do, since its input is the array of the last run. */
  boolean holds(Step step, List<Block> inputs) {
    if (step.prepares() == Step.NOTHING || made.isEmpty()) {
      return false;
    }
    Block block = inputs.get(step.prepares());
    Made before = made.get(step.prepares());
    return before.block == block && before.life == block.life();
  }

  /** All steps were run, or had nothing to do, for these inputs. */
  void now(List<Block> inputs) {
    made = inputs.stream().map(block -> new Made(block, block.life())).toList();
  }

  /** A run did not come to its end. */
  void forget() {
    made = List.of();
  }
}
