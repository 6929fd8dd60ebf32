package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An operation of libnd4j by its name.
 *
 * @param integers integer arguments, as libnd4j lists them
 * @param reals floating-point arguments
 * @param flags boolean arguments
 */
record CustomOperation(String name, List<Long> integers, List<Double> reals, List<Boolean> flags)
    implements Operation {
  private static final Set<String> ELEMENTWISE =
      Set.of(
          "add",
          "subtract",
          "multiply",
          "divide",
          "divide_no_nan",
          "maximum",
          "minimum",
          "tanh",
          "sigmoid");

  CustomOperation withReals(Double... values) {
    return new CustomOperation(name, integers, List.of(values), flags);
  }

  CustomOperation withFlags(Boolean... values) {
    return new CustomOperation(name, integers, reals, List.of(values));
  }

  @Override
  public String label() {
    return name;
  }

  @Override
  public boolean isElementwise() {
    return ELEMENTWISE.contains(name);
  }

  @Override
  public Call prepare() {
    return new NativeCall(this);
  }

  /** A context that keeps the arguments; arrays are put in and taken out. */
  private static final class NativeCall implements Call {
    private final CustomOp operation;
    private final OpContext context = Nd4j.getExecutioner().buildContext();

    NativeCall(CustomOperation description) {
      this.operation = DynamicCustomOp.builder(description.name()).build();
      context.setIArguments(description.integers().stream().mapToLong(Long::longValue).toArray());
      context.setTArguments(
          description.reals().stream().mapToDouble(Double::doubleValue).toArray());
      boolean[] flags = new boolean[description.flags().size()];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = description.flags().get(i);
      }
      context.setBArguments(flags);
      // Results are allocated before the call: shapes are not worked out a second time.
      context.shapeFunctionOverride(true);
    }

    @Override
    public void bind(List<INDArray> operands, List<INDArray> results) {
      context.purge();
      for (int i = 0; i < operands.size(); i++) {
        context.setInputArray(i, operands.get(i));
      }
      for (int i = 0; i < results.size(); i++) {
        context.setOutputArray(i, results.get(i));
      }
    }

    @Override
    public void run() {
      Nd4j.getExecutioner().exec(operation, context);
    }

    @Override
    public void unbind() {
      context.purge();
    }
  }
}
