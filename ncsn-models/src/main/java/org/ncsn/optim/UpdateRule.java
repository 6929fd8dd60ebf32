package org.ncsn.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ncsn.optim.Optimizer.Update;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Reductions;
import org.ncsn.tensor.Tensor;

/**
 * What becomes of weights, slots and moving average once the gradient is known: the gradient is
 * clipped, the optimizer moves the weights at its scheduled rate, and the average follows.
 *
 * @param optimizer moves the weights
 * @param schedule of the learning rate
 * @param clip largest norm of the whole gradient, beyond which it is scaled down
 * @param average of the weights
 */
public record UpdateRule(
    Optimizer optimizer, RateSchedule schedule, OptionalDouble clip, MovingAverage average) {
  /** Keeps the division finite, as in PyTorch. */
  private static final double EPSILON = 1e-6;

  public UpdateRule {
    if (clip.isPresent() && !(clip.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "gradient clipping: the norm is positive, found " + clip.getAsDouble());
    }
  }

  /** An optimizer at a constant rate, without clipping. */
  public static UpdateRule of(Optimizer optimizer, MovingAverage average) {
    return new UpdateRule(optimizer, RateSchedule.CONSTANT, OptionalDouble.empty(), average);
  }

  /**
   * The learning rate that the last step was taken at.
   *
   * @param step how many were taken; the optimizer's own before any
   */
  public double rateAfter(long step) {
    return step == 0 ? optimizer.rate() : rateAt(step);
  }

  private double rateAt(long step) {
    return optimizer.rate() * schedule.factor(step);
  }

  /**
   * Numbers that depend on the step alone: the optimizer's, then the average's decay if it changes.
   *
   * @param step number of the step, from 1
   */
  public List<Double> scalars(long step) {
    List<Double> scalars = new ArrayList<>(optimizer.scalars(step, rateAt(step)));
    if (average.warmedUp()) {
      scalars.add(average.rateAt(step));
    }
    return scalars;
  }

  /**
   * One step.
   *
   * @param vectors the weights, the slots in order, and the average if one is kept
   * @param gradient of the type of the weights
   * @param scalars tensors of {@link #scalars}
   * @return the vectors after the step
   */
  public List<Tensor> apply(List<Tensor> vectors, Tensor gradient, List<Tensor> scalars) {
    return moved(
        vectors, clipping(List.of(gradient)).map(gradient::multiply).orElse(gradient), scalars);
  }

  /**
   * What the gradient is multiplied by before it moves anything; empty if it is never clipped.
   *
   * @param gradient vectors that are the whole gradient together
   */
  public Optional<Tensor> clipping(List<Tensor> gradient) {
    if (clip.isEmpty()) {
      return Optional.empty();
    }
    Tensor norm =
        gradient.stream()
            .map(piece -> Reductions.sumOfSquares(piece, false, 0))
            .reduce(Tensor::add)
            .orElseThrow()
            .sqrt();
    Tensor factor = norm.fillLike(clip.getAsDouble()).divide(norm.add(EPSILON));
    return Optional.of(Elementwise.minimum(factor, factor.fillLike(1)));
  }

  /**
   * One step of some of the weights.
   *
   * @param vectors these weights, their slots in order, and their average if one is kept
   * @param gradient of the type of the weights, clipped already
   * @param scalars tensors of {@link #scalars}
   * @return the vectors after the step
   */
  public List<Tensor> moved(List<Tensor> vectors, Tensor gradient, List<Tensor> scalars) {
    int slots = optimizer.slots().size();
    Update update =
        optimizer.update(vectors.get(0), gradient, vectors.subList(1, 1 + slots), scalars);
    List<Tensor> changed = new ArrayList<>(List.of(update.parameter()));
    changed.addAll(update.slots());
    if (average.isKept()) {
      Tensor before = vectors.get(1 + slots);
      changed.add(
          average.warmedUp()
              ? MovingAverage.moved(before, update.parameter(), scalars.get(scalars.size() - 1))
              : average.moved(before, update.parameter()));
    }
    return changed;
  }
}
