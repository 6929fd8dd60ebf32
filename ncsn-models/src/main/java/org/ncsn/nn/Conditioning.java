package org.ncsn.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.tensor.Tensor;

/**
 * Which {@link Condition} a network takes. Whoever calls the network asks here what to tell it, and
 * never guesses it from a noise process or a sampler.
 *
 * @param noise what it is told of the noise
 * @param classes which ones there are, if it is told a class
 */
public record Conditioning(Noise noise, Optional<Classes> classes) {
  /** Of a network that is told nothing. */
  public static final Conditioning NONE = new Conditioning(new Nothing(), Optional.empty());

  /**
   * Of which class a sample can be.
   *
   * @param count how many classes there are, numbered from 0
   * @param orNone whether a network can be told that it is of no known class, by the number behind
   *     the last one
   */
  public record Classes(int count, boolean orNone) {
    public Classes {
      if (count < 1) {
        throw new IllegalArgumentException("conditioning: at least one class, found " + count);
      }
    }

    /**
     * The number that says that no class is known.
     *
     * @throws IllegalStateException if a class must be told
     */
    public int none() {
      if (!orNone) {
        throw new IllegalStateException("conditioning: the network must be told a class");
      }
      return count;
    }

    /** How many numbers there are, that of no class included. */
    public int numbers() {
      return orNone ? count + 1 : count;
    }

    @Override
    public String toString() {
      return "one of " + count + " classes" + (orNone ? " or none" : "");
    }
  }

  /** What a network can be told of the noise. */
  public sealed interface Noise {}

  /** Nothing. */
  public record Nothing() implements Noise {
    @Override
    public String toString() {
      return "nothing of the noise";
    }
  }

  /**
   * The index of a noise level.
   *
   * @param count how many levels there are
   */
  public record Levels(int count) implements Noise {
    public Levels {
      if (count < 1) {
        throw new IllegalArgumentException("conditioning: at least one level, found " + count);
      }
    }

    @Override
    public String toString() {
      return "one of " + count + " noise levels";
    }
  }

  /** A continuous time or standard deviation. */
  public record Continuous() implements Noise {
    @Override
    public String toString() {
      return "a continuous time or standard deviation";
    }
  }

  /** Of a network that is told one of so many noise levels. */
  public static Conditioning levels(int count) {
    return new Conditioning(new Levels(count), Optional.empty());
  }

  /** Of a network that is told a continuous time or standard deviation. */
  public static Conditioning continuous() {
    return new Conditioning(new Continuous(), Optional.empty());
  }

  /** The same for a network that is also told one of so many classes. */
  public Conditioning withClasses(int count) {
    return new Conditioning(noise, Optional.of(new Classes(count, false)));
  }

  /** The same for a network that is also told one of so many classes, or that none is known. */
  public Conditioning withClassesOrNone(int count) {
    return new Conditioning(noise, Optional.of(new Classes(count, true)));
  }

  /** Whether the network is told something of the noise. */
  public boolean knowsNoise() {
    return !(noise instanceof Nothing);
  }

  /**
   * Types of what is told with a batch, in the order in which {@link #of} takes them.
   *
   * @param batch type of the batch, {@code [N,...]}
   */
  public List<TensorType> types(TensorType batch) {
    Shape perSample = Shape.of(batch.shape().extent(0));
    List<TensorType> types = new ArrayList<>();
    if (noise instanceof Levels) {
      types.add(new TensorType(DType.INT32, perSample));
    } else if (noise instanceof Continuous) {
      types.add(batch.with(perSample));
    }
    if (classes.isPresent()) {
      types.add(new TensorType(DType.INT32, perSample));
    }
    return types;
  }

  /** The condition of tensors of these {@link #types}. */
  public Condition of(List<Tensor> told) {
    Condition condition = Condition.NONE;
    if (noise instanceof Levels) {
      condition = Condition.level(told.get(0));
    } else if (noise instanceof Continuous) {
      condition = Condition.continuous(told.get(0));
    }
    return classes.isPresent() ? condition.withClasses(told.get(told.size() - 1)) : condition;
  }

  @Override
  public String toString() {
    return classes.map(known -> noise + " and " + known).orElse(noise.toString());
  }
}
