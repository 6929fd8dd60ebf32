package org.ncsn.training;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.tensor.Backend;

/**
 * One step of a training: gradient and update. Weights and slots stay on the engine between steps;
 * a step moves a batch, its noise and the loss.
 */
public interface TrainingStep extends AutoCloseable {
  /** The step of a recipe: one program, or several where a batch or the network is divided. */
  static TrainingStep of(Backend backend, Recipe recipe) {
    return recipe.accumulate() == 1
        ? new WholeBatchStep(backend, recipe)
        : new DividedStep(backend, recipe, Collective.ALONE);
  }

  /**
   * The step of a recipe on one of several machines, each of which takes its share of the recipe's
   * parts. All are given the whole batch. Where a machine has 2^k parts, the step has the same bits
   * as on one machine.
   */
  static TrainingStep of(Backend backend, Recipe recipe, Collective machines) {
    return new DividedStep(backend, recipe, machines);
  }

  /**
   * A step's outcome.
   *
   * @param loss the batch's loss before the update
   */
  record Outcome(TrainingState state, double loss) {}

  /**
   * Takes one step. The state that it begins with is closed, unless the step fails before it has
   * begun to move the weights.
   *
   * @param batch clean samples {@code [N,...]}
   * @param draws what the objective drew for them
   */
  Outcome take(TrainingState state, HostArray batch, List<HostArray> draws);

  /** Gives back what it holds on the engine. */
  @Override
  void close();
}
