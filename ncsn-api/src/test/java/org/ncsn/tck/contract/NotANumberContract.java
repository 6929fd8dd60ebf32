package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Reduction;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Activations;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Probabilities;
import org.ncsn.primitive.Reductions;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/**
 * What comes in as NaN comes out as NaN, whether operations run one by one or together: a training
 * that has failed must not look as if it went well.
 */
public abstract class NotANumberContract extends Contract {
  private static final float NONE = Float.NaN;

  protected NotANumberContract(Supplier<Backend> opened) {
    super(opened);
  }

  @Test
  void functionsOfOneNumberKeepIt() {
    Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
    for (UnaryFunction function : UnaryFunction.values()) {
      functions.put(function.toString(), x -> Elementwise.unary(function, x));
    }
    functions.put("affine", x -> Elementwise.affine(x, 2, 1));
    functions.put("square", x -> Elementwise.power(x, 2));
    functions.put("power", x -> Elementwise.power(x, 1.5));
    functions.put("leakyRelu", x -> Elementwise.leakyRelu(x, 0.1));
    functions.put("steepRelu", x -> Elementwise.leakyRelu(x, 1.5));
    functions.put("clamp", x -> Elementwise.clamp(x, 0.75, 1));
    isKept(functions, List.of(numbers(NONE, 0.5f, 1, 1.5f)), List.of(true, false, false, false));
  }

  @Test
  void infinityIsKeptApartFromIt() {
    Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
    functions.put("elu", Elementwise::elu);
    functions.put("relu", Elementwise::relu);
    functions.put("tanh", Elementwise::tanh);
    functions.put("sigmoid", Elementwise::sigmoid);
    functions.put("softplus", Elementwise::softplus);
    functions.put("sign", Elementwise::sign);
    functions.put("clamp", x -> Elementwise.clamp(x, -1, 1));
    functions.put("maximum", x -> Elementwise.maximum(x, numbers(0).reshape()));
    Tensor x = numbers(NONE, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    isKept(functions, List.of(x), List.of(true, false, false));
  }

  @Test
  void functionsOfTwoNumbersKeepEither() {
    Tensor a = numbers(NONE, 2, NONE, 2, Float.POSITIVE_INFINITY);
    Tensor b = numbers(3, NONE, NONE, 1, 3);
    Map<String, UnaryOperator<List<Tensor>>> functions = new LinkedHashMap<>();
    for (BinaryFunction function : BinaryFunction.values()) {
      functions.put(
          function.toString(), in -> List.of(Elementwise.binary(function, in.get(0), in.get(1))));
    }
    areKept(functions, List.of(a, b), List.of(true, true, true, false, false));
  }

  /** NaN in the result of the ELU is a loss's already; an engine may not see it a second time. */
  @Test
  void cotangentsKeepIt() {
    areKept(
        Map.of(
            "eluGradient",
            in -> List.of(Tensor.apply(new Activations.EluGradient(), in.get(0), in.get(1)))),
        List.of(numbers(NONE, NONE, 2), numbers(3, -0.5f, -0.5f)),
        List.of(true, true, false));
  }

  @Test
  void sumsAndMaximaKeepIt() {
    Tensor x = backend().tensor(HostArray.of(Shape.of(2, 3), new float[] {1, NONE, 2, 3, 4, 5}));
    Map<String, UnaryOperator<List<Tensor>>> rows = new LinkedHashMap<>();
    Map<String, UnaryOperator<List<Tensor>>> columns = new LinkedHashMap<>();
    for (Reduction reduction : Reduction.values()) {
      rows.put(reduction + " of rows", in -> List.of(reduced(reduction, in.get(0), 1)));
      columns.put(reduction + " of columns", in -> List.of(reduced(reduction, in.get(0), 0)));
    }
    rows.put("softmax", in -> List.of(Reductions.sum(Probabilities.softmax(in.get(0)), false, 1)));
    areKept(rows, List.of(x), List.of(true, false));
    areKept(columns, List.of(x), List.of(false, true, false));
  }

  private static Tensor reduced(Reduction reduction, Tensor x, int axis) {
    return switch (reduction) {
      case SUM -> Reductions.sum(x, false, axis);
      case MEAN -> Reductions.mean(x, false, axis);
      case MAX -> Reductions.max(x, false, axis);
      case SUM_OF_SQUARES -> Reductions.sumOfSquares(x, false, axis);
    };
  }

  private void isKept(
      Map<String, UnaryOperator<Tensor>> functions, List<Tensor> inputs, List<Boolean> none) {
    Map<String, UnaryOperator<List<Tensor>>> all = new LinkedHashMap<>();
    functions.forEach((name, function) -> all.put(name, in -> List.of(function.apply(in.get(0)))));
    areKept(all, inputs, none);
  }

  /**
   * Checks the results of functions, and of all of them in one program, each alone and behind
   * something that it may be fused with.
   *
   * @param none where NaN is to be found
   */
  private void areKept(
      Map<String, UnaryOperator<List<Tensor>>> functions, List<Tensor> inputs, List<Boolean> none) {
    List<String> names = List.copyOf(functions.keySet());
    UnaryOperator<List<Tensor>> all =
        in -> {
          List<Tensor> results = new ArrayList<>();
          functions.values().forEach(function -> results.addAll(function.apply(in)));
          return results;
        };
    UnaryOperator<List<Tensor>> behind =
        in -> all.apply(in.stream().map(x -> x.multiply(1.25)).toList());
    hold("at once: ", names, all.apply(inputs), none);
    for (UnaryOperator<List<Tensor>> compiled : List.of(all, behind)) {
      try (CompiledProgram program =
          backend().compile("none", inputs.stream().map(Tensor::type).toList(), compiled)) {
        hold("compiled: ", names, program.run(inputs), none);
      }
    }
  }

  private static void hold(
      String how, List<String> names, List<Tensor> results, List<Boolean> none) {
    for (int i = 0; i < results.size(); i++) {
      HostArray found = results.get(i).toHost();
      List<Boolean> there = new ArrayList<>();
      for (int k = 0; k < none.size(); k++) {
        there.add(Double.isNaN(found.at(k)));
      }
      assertThat(there).as("NaN in the result of " + how + names.get(i)).isEqualTo(none);
    }
  }
}
