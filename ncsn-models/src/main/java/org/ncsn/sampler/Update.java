package org.ncsn.sampler;

import java.util.Optional;

/**
 * One evaluation of the score, and what is made of it.
 *
 * @param time of the evaluation
 * @param next what the samples become
 * @param remembered what the memory becomes, of a method that has one
 */
record Update(double time, Mix next, Optional<Mix> remembered) {
  /** Of a method without a memory. */
  Update(double time, Mix next) {
    this(time, next, Optional.empty());
  }

  /** Of a method with a memory. */
  Update(double time, Mix next, Mix remembered) {
    this(time, next, Optional.of(remembered));
  }
}
