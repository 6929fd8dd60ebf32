package org.ncsn.optim;

import java.util.List;
import java.util.Map;
import org.ncsn.tensor.Tensor;

/**
 * A rule that moves a parameter along its gradient. It is a pure function: what it remembers
 * between steps are slots, arrays of the parameter's shape that begin as zeros.
 */
public interface Optimizer {
  /** Names of the slots, PyTorch's, in order. */
  List<String> slots();

  /**
   * What PyTorch's optimizer of this rule keeps in its parameter group, under PyTorch's names and
   * in its order.
   */
  Map<String, Object> settings();

  /** The learning rate before any schedule. */
  double rate();

  /**
   * Numbers that depend on the step alone, computed outside of the traced program.
   *
   * @param step number of the step, from 1
   * @param rate the learning rate at this step
   */
  List<Double> scalars(long step, double rate);

  /**
   * One step for one parameter.
   *
   * @param slots values of the slots, of the parameter's type
   * @param scalars values of the scalars, tensors without axes
   * @return the new parameter and the new slots
   */
  Update update(Tensor parameter, Tensor gradient, List<Tensor> slots, List<Tensor> scalars);

  /** What one step makes of a parameter. */
  record Update(Tensor parameter, List<Tensor> slots) {}
}
