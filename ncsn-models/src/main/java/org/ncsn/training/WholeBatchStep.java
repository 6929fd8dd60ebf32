package org.ncsn.training;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.memory.AtFirstUse;
import org.ncsn.tensor.Backend;

/**
 * A step on a whole batch: gradient and update together where the parameters are one piece, one
 * after the other where they are many. That is known at the first step.
 */
final class WholeBatchStep implements TrainingStep {
  private final Backend backend;
  private final Recipe recipe;
  private final AtFirstUse<TrainingStep> chosen = new AtFirstUse<>(TrainingStep::close);

  WholeBatchStep(Backend backend, Recipe recipe) {
    this.backend = backend;
    this.recipe = recipe;
  }

  @Override
  public Outcome take(TrainingState state, HostArray batch, List<HostArray> draws) {
    return chosen.orMade(() -> of(state.packing())).take(state, batch, draws);
  }

  private TrainingStep of(Packing packing) {
    return packing.pieces() == 1
        ? new FusedStep(backend, recipe)
        : new DividedStep(backend, recipe, Collective.ALONE);
  }

  @Override
  public void close() {
    chosen.close();
  }
}
