package org.ncsn.vector;

import java.util.List;

/** Arrays one behind the other. */
public record Concatenation() implements JavaKernel {
  @Override
  public String label() {
    return "concatenation";
  }

  @Override
  public void run(List<FloatMemory> operands, List<FloatMemory> results, Workers workers) {
    int at = 0;
    for (FloatMemory operand : operands) {
      operand.copy(results.get(0), at);
      at += operand.size();
    }
  }
}
