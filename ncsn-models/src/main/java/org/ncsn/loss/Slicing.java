package org.ncsn.loss;

import java.util.Collections;
import java.util.Set;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.autograd.Gradients;
import org.ncsn.primitive.Shaping;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * How sliced losses project: the first axis of what is drawn is projection times batch plus sample.
 *
 * @param projection distribution of the directions v
 * @param count directions for each sample (the configuration's n_particles), at least 1
 * @param detached terms that are computed, but that no gradient flows into
 */
public record Slicing(Projection projection, int count, Set<Term> detached) {
  public Slicing {
    detached = Set.copyOf(detached);
    if (count < 1) {
      throw new IllegalArgumentException("slicing: at least one direction, found " + count);
    }
  }

  /** Nothing is detached. */
  public Slicing(Projection projection, int count) {
    this(projection, count, Set.of());
  }

  /** The two terms of a sliced loss. */
  public enum Term {
    /** 1/2 (v' s)^2, or 1/2 ||s||^2 with reduced variance. */
    NORM,
    /** v' grad(v' s): the trace of the score's Jacobian, on average. */
    TRACE
  }

  /**
   * This slicing, for a loss that adds v' J v to a norm which is not projected.
   *
   * @throws IllegalArgumentException if the projection is none for which E[v v'] = I
   */
  Slicing requireTrace() {
    if (projection == Projection.UNIT_SPHERE) {
      throw new IllegalArgumentException(
          "slicing: on the unit sphere the trace comes out too small beside a norm that is not"
              + " projected; choose another projection");
    }
    return this;
  }

  /** One direction for every sample and projection, {@code [P*N,...]}. */
  HostArray draw(NoiseSource noise, TensorType batch) {
    Shape shape = batch.shape();
    return projection.draw(noise, batch.with(shape.with(0, count * shape.extent(0))));
  }

  /** The samples, once for each projection, ready to be differentiated at. */
  Tensor repeated(Tensor x) {
    return Shaping.concat(0, Collections.nCopies(count, x)).detached().watched();
  }

  /** v' grad(v' s) for each sample and projection, {@code [P*N]}. */
  static Tensor trace(Tensor scores, Tensor at, Tensor direction) {
    Tensor slope = Gradients.differentiable(scores.multiply(direction).sum(), at);
    return Samples.sum(slope.multiply(direction));
  }

  /** The mean of both terms, {@code [P*N]} each. */
  Tensor mean(Tensor norm, Tensor trace) {
    Tensor first = detached.contains(Term.NORM) ? norm.detached() : norm;
    Tensor second = detached.contains(Term.TRACE) ? trace.detached() : trace;
    return first.add(second).mean();
  }
}
