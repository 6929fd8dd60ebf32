package org.ncsn.loss;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

/** At which times of a noise process a batch is looked at. */
public sealed interface Times {
  /** The smallest time that continuous losses look at: there, data have hardly any noise. */
  double SMALLEST = 1e-5;

  /** Continuous times, each image's drawn by itself. */
  static Times independent() {
    return new Continuous(false);
  }

  /**
   * Continuous times, of which every image of a batch has one in a part of its own of all times: a
   * batch sees early and late ones evenly, so that its loss varies less.
   */
  static Times stratified() {
    return new Continuous(true);
  }

  /**
   * One of so many levels.
   *
   * @param count at least 1
   */
  static Times levels(int count) {
    return new Levels(count);
  }

  /**
   * Always the same time.
   *
   * @param time or index of a level
   */
  static Times always(double time) {
    return new Always(time);
  }

  /** The time of a number in [0, 1). */
  double at(double uniform);

  /** Times of so many images. */
  default double[] draw(NoiseSource noise, int count) {
    HostArray uniform = noise.uniform(DType.FLOAT64, Shape.of(count));
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = at(placed(uniform.at(i), i, count));
    }
    return times;
  }

  /** A number in [0, 1) for image {@code i} of {@code count}, of one that was drawn. */
  double placed(double uniform, int i, int count);

  /**
   * From the smallest time to 1.
   *
   * @param stratified whether every image of a batch has a part of the times of its own
   */
  record Continuous(boolean stratified) implements Times {
    @Override
    public double at(double uniform) {
      return SMALLEST + uniform * (1 - SMALLEST);
    }

    @Override
    public double placed(double uniform, int i, int count) {
      return stratified ? (i + uniform) / count : uniform;
    }
  }

  /**
   * Always the same.
   *
   * @param time or index of a level
   */
  record Always(double time) implements Times {
    @Override
    public double at(double uniform) {
      return time;
    }

    @Override
    public double placed(double uniform, int i, int count) {
      return uniform;
    }
  }

  /**
   * Indices of levels.
   *
   * @param count how many there are
   */
  record Levels(int count) implements Times {
    public Levels {
      if (count < 1) {
        throw new IllegalArgumentException("times: at least one level, found " + count);
      }
    }

    @Override
    public double at(double uniform) {
      return Math.floor(uniform * count);
    }

    @Override
    public double placed(double uniform, int i, int of) {
      return uniform;
    }
  }
}
