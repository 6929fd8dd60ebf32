package org.ncsn.data;

import java.util.Arrays;
import java.util.Locale;
import org.ncsn.error.UserError;
import org.ncsn.random.NoiseSource;

/**
 * Endless batches of image numbers: every epoch visits the images in a new random order and leaves
 * out what does not fill a last batch. The order of an epoch depends only on the noise source and
 * the epoch's number, so that a {@link Position} is all that a checkpoint has to keep.
 */
public final class Batches {
  private final int images;
  private final int batchSize;
  private final NoiseSource noise;
  private Position position = new Position(0, 0);
  private int[] order;

  /**
   * Batches from the beginning of epoch 0.
   *
   * @param images number of images in the data set
   * @param batchSize number of images in a batch
   * @param noise where the orders come from; it is split, not drawn from
   * @throws UserError if there are fewer images than one batch takes
   */
  public Batches(int images, int batchSize, NoiseSource noise) {
    if (batchSize < 1) {
      throw new UserError("the batch size is " + batchSize + "; it must be at least 1");
    }
    if (images < batchSize) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "the data set has %d images, fewer than the batch size of %d; choose a smaller batch"
                  + " size",
              images,
              batchSize));
    }
    this.images = images;
    this.batchSize = batchSize;
    this.noise = NoiseSource.restore(noise.state());
  }

  /**
   * Where the next batch begins.
   *
   * @param epoch number of full passes before it
   * @param offset images already visited in this pass
   */
  public record Position(long epoch, int offset) {}

  /** The image numbers of the next batch. */
  public int[] next() {
    if (position.offset() > images - batchSize) {
      seek(new Position(position.epoch() + 1, 0));
    }
    if (order == null) {
      order = noise.split(position.epoch()).permutation(images);
    }
    int end = position.offset() + batchSize;
    int[] batch = Arrays.copyOfRange(order, position.offset(), end);
    position = new Position(position.epoch(), end);
    return batch;
  }

  /** Where the next batch begins; the end of an epoch counts as part of it. */
  public Position position() {
    return position;
  }

  /**
   * Goes on from a position taken earlier, also by another object with the same noise.
   *
   * @throws UserError if it is not a position in this data set
   */
  public void seek(Position target) {
    if (target.epoch() < 0 || target.offset() < 0 || target.offset() > images) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "epoch %d, image %d is no position in a data set of %d images; the run was started"
                  + " with another one",
              target.epoch(),
              target.offset(),
              images));
    }
    if (target.epoch() != position.epoch()) {
      order = null;
    }
    position = target;
  }
}
