package org.ncsn.training;

import org.ncsn.data.Dataset;
import org.ncsn.data.Preparation;
import org.ncsn.nn.HostWeights;
import org.ncsn.random.NoiseSource;
import org.ncsn.random.RunStream;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A training in one call.
 *
 * @param recipe what a step computes
 * @param data what it is trained on
 * @param preparation what happens to a batch before the network sees it
 * @param batch samples of a step
 * @param seed of first weights, order and noise: the same training again, bit by bit
 */
public record Fit(Recipe recipe, Dataset data, Preparation preparation, int batch, long seed) {
  /** Of samples that are taken as they are. */
  public Fit(Recipe recipe, Dataset data, int batch, long seed) {
    this(recipe, data, Preparation.NONE, batch, seed);
  }

  /** The state before the first step. */
  public Snapshot start() {
    NoiseSource noise = RunStream.WEIGHTS.of(NoiseSource.seeded(seed));
    return Snapshot.initial(
        HostWeights.initial(recipe.objective().network(), noise),
        recipe.rule().optimizer().slots(),
        recipe.rule().average().isKept());
  }

  /**
   * Trains from the beginning.
   *
   * @return the weights to sample with: their moving average, if one is kept
   * @throws org.ncsn.memory.MemoryShortage if a step takes more memory than there is
   */
  public HostWeights run(Backend backend, long steps) {
    return run(backend, start(), steps, (state, loss) -> true).best();
  }

  /**
   * Goes on with a training.
   *
   * @param start {@link #start}, or what an earlier call returned
   * @param steps how many steps shall have been taken in all
   * @param observer sees every step, and may end the training
   * @return where the training is then
   */
  public Snapshot run(Backend backend, Snapshot start, long steps, Trainer.Observer observer) {
    TrainingFeed feed =
        new TrainingFeed(
            data,
            batch,
            preparation,
            recipe.objective(),
            RunStream.TRAINING.of(NoiseSource.seeded(seed)));
    try (TrainingStep step = TrainingStep.of(backend, recipe);
        TrainingState end =
            new Trainer(step, feed).run(TrainingState.upload(backend, start), steps, observer)) {
      return end.download();
    }
  }
}
