package org.ncsn.training;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.data.Batches;
import org.ncsn.data.Batches.Position;
import org.ncsn.data.Dataset;
import org.ncsn.data.Preparation;
import org.ncsn.loss.Objective;
import org.ncsn.random.NoiseSource;

/**
 * What each training step is fed. It is a function of the step's number and the seed alone, so that
 * a resumed run sees exactly what an uninterrupted one sees.
 */
public final class TrainingFeed {
  private static final long ORDER = 0;
  private static final long STEPS = 1;

  private final Dataset images;
  private final int batchSize;
  private final Preparation preparation;
  private final Objective objective;
  private final Batches batches;
  private final NoiseSource steps;

  /**
   * @param noise the source of the images' order and of all draws; it is split, not drawn from
   * @throws org.ncsn.error.UserError if there are fewer images than one batch takes
   */
  public TrainingFeed(
      Dataset images,
      int batchSize,
      Preparation preparation,
      Objective objective,
      NoiseSource noise) {
    this.images = images;
    this.batchSize = batchSize;
    this.preparation = preparation;
    this.objective = objective;
    this.batches = new Batches(images.size(), batchSize, noise.split(ORDER));
    this.steps = noise.split(STEPS);
  }

  /**
   * The food of one step.
   *
   * @param batch clean images {@code [N,H,W,C]}
   * @param draws what the objective drew for them
   */
  public record Portion(HostArray batch, List<HostArray> draws) {}

  /** What the step after {@code step} others is fed. Several threads may ask at once. */
  public Portion at(long step) {
    NoiseSource noise = steps.split(step);
    HostArray batch = preparation.apply(images.batch(indices(step)), noise);
    return new Portion(batch, objective.draw(noise, batch.type()));
  }

  /** How many portions make a pass over the data. */
  public long perEpoch() {
    return images.size() / batchSize;
  }

  private int[] indices(long step) {
    synchronized (batches) {
      batches.seek(position(step));
      return batches.next();
    }
  }

  /** Where in the data the step after {@code step} others begins. */
  public Position position(long step) {
    return new Position(step / perEpoch(), Math.toIntExact(step % perEpoch() * batchSize));
  }
}
