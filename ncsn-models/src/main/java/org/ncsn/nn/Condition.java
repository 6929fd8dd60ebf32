package org.ncsn.nn;

import java.util.Locale;
import java.util.Optional;
import org.ncsn.tensor.Tensor;

/**
 * What a network is told of a batch beside the batch itself: how noisy it is, and perhaps of which
 * class each sample is. Which of these a network takes it says by its {@link Conditioning}.
 *
 * @param noise nothing, the index of a noise level, or a continuous time or standard deviation
 * @param classes index of each sample's class, {@code int32 [N]}
 */
public record Condition(Noise noise, Optional<Tensor> classes) {
  /** Nothing is told. */
  public static final Condition NONE = new Condition(new Nothing(), Optional.empty());

  /** What is told of the noise. */
  public sealed interface Noise {}

  /** Nothing. */
  public record Nothing() implements Noise {}

  /**
   * Which of a ladder's noise levels.
   *
   * @param index {@code int32 [N]}
   */
  public record Level(Tensor index) implements Noise {}

  /**
   * A continuous time, or a standard deviation.
   *
   * @param value {@code [N]} of the samples' element type
   */
  public record Continuous(Tensor value) implements Noise {}

  /** The index of each sample's noise level, {@code int32 [N]}. */
  public static Condition level(Tensor index) {
    return new Condition(new Level(index), Optional.empty());
  }

  /** Each sample's time or standard deviation, {@code [N]}. */
  public static Condition continuous(Tensor value) {
    return new Condition(new Continuous(value), Optional.empty());
  }

  /** The same with the index of each sample's class, {@code int32 [N]}. */
  public Condition withClasses(Tensor index) {
    return new Condition(noise, Optional.of(index));
  }

  /**
   * The index of each sample's noise level.
   *
   * @throws IllegalStateException if that is not what is told
   */
  public Tensor level() {
    if (noise instanceof Level level) {
      return level.index();
    }
    throw new IllegalStateException("condition: a noise level's index is needed, found " + this);
  }

  /**
   * Each sample's time or standard deviation.
   *
   * @throws IllegalStateException if that is not what is told
   */
  public Tensor continuous() {
    if (noise instanceof Continuous continuous) {
      return continuous.value();
    }
    throw new IllegalStateException("condition: a time is needed, found " + this);
  }

  @Override
  public String toString() {
    String told = noise.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return classes.isPresent() ? told + " and classes" : told;
  }
}
