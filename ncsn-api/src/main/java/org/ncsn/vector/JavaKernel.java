package org.ncsn.vector;

import java.util.List;

/**
 * Code that computes results from operands, all of them float32. Equal kernels compute the same, so
 * that one may serve for the other.
 */
public interface JavaKernel {
  /** What profiles call it. */
  String label();

  /**
   * Computes.
   *
   * @param workers who may help
   */
  void run(List<FloatMemory> operands, List<FloatMemory> results, Workers workers);

  /**
   * Whether each element of the result depends on the operands' elements at its place alone, so
   * that the result may be written over an operand of its shape.
   */
  default boolean isElementwise() {
    return false;
  }
}
