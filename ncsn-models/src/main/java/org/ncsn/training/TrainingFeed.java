package org.ncsn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.data.Batches;
import org.ncsn.data.Batches.Position;
import org.ncsn.data.Classes;
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
  private final Optional<Classes> classes;
  private final Batches batches;
  private final NoiseSource steps;

  /**
   * @param noise the source of the images' order and of all draws; it is split, not drawn from
   * @throws org.ncsn.error.UserError if there are fewer images than one batch takes
   * @throws IllegalArgumentException if the objective asks for classes that the images do not have
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
    this.classes = classes(images, objective);
    this.batches = new Batches(images.size(), batchSize, noise.split(ORDER));
    this.steps = noise.split(STEPS);
  }

  /**
   * The food of one step.
   *
   * @param batch clean images {@code [N,H,W,C]}
   * @param draws what the objective drew for them, and their classes if it asks for them
   */
  public record Portion(HostArray batch, List<HostArray> draws) {}

  /** What the step after {@code step} others is fed. Several threads may ask at once. */
  public Portion at(long step) {
    NoiseSource noise = steps.split(step);
    int[] indices = indices(step);
    HostArray batch = preparation.apply(images.batch(indices), noise);
    List<HostArray> draws = new ArrayList<>(objective.draw(noise, batch.type()));
    classes.ifPresent(known -> draws.add(objective.told(known.batch(indices), noise)));
    return new Portion(batch, draws);
  }

  /** What the objective is to be told of the images. */
  private static Optional<Classes> classes(Dataset images, Objective objective) {
    if (objective.classes().isEmpty()) {
      return Optional.empty();
    }
    int wanted = objective.classes().getAsInt();
    Optional<Classes> known = images.classes().filter(any -> any.count() == wanted);
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "training feed: the objective asks for one of %d classes, the data set has %s",
              wanted,
              images.classes().map(any -> Integer.toString(any.count())).orElse("none")));
    }
    return known;
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
