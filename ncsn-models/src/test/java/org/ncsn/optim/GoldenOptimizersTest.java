package org.ncsn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.golden.Golden;
import org.ncsn.optim.Optimizer.Update;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Optimizers walk the paths that PyTorch's walk. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class GoldenOptimizersTest {
  private static final int STEPS = 5;

  @Parameter Backend backend;

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of("adam_amsgrad_false_wd_0.0", adam(0, false)),
        Arguments.of("adam_amsgrad_false_wd_0.01", adam(0.01, false)),
        Arguments.of("adam_amsgrad_true_wd_0.0", adam(0, true)),
        Arguments.of("adam_amsgrad_true_wd_0.01", adam(0.01, true)),
        Arguments.of("rmsprop_wd_0.0", new RmsProp(1e-3, 0.99, 1e-8, 0)),
        Arguments.of("rmsprop_wd_0.01", new RmsProp(1e-3, 0.99, 1e-8, 0.01)),
        Arguments.of("rmsprop_default_lr", new RmsProp(1e-2, 0.99, 1e-8, 0)),
        Arguments.of("sgd_momentum", new Sgd(1e-3, 0.9, 0)),
        Arguments.of("sgd_momentum_lr_0.1", new Sgd(0.1, 0.9, 0)));
  }

  private static Adam adam(double weightDecay, boolean amsgrad) {
    return new Adam(1e-3, 0.9, 0.999, 1e-8, weightDecay, amsgrad);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void walkThePublishedPathInDoublePrecision(String setting, Optimizer optimizer) {
    walk(setting, optimizer, DType.FLOAT64, "f64", 1e-12);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void walkThePublishedPathInSinglePrecision(String setting, Optimizer optimizer) {
    walk(setting, optimizer, DType.FLOAT32, "f32", 1e-6);
  }

  private void walk(
      String setting, Optimizer optimizer, DType dtype, String suffix, double tolerance) {
    Map<String, HostArray> inputs = Golden.npz("optim", "inputs.npz");
    Map<String, HostArray> paths = Golden.npz("optim", "trajectories.npz");
    for (String name : List.of("a", "b")) {
      HostArray start = inputs.get("start." + name).to(dtype);
      HostArray gradients = inputs.get("grad." + name).to(dtype);
      HostArray path = paths.get(setting + "." + name + "." + suffix);
      List<HostArray> found = walk(optimizer, start, gradients);
      for (int step = 0; step < STEPS; step++) {
        double[] expected = TorchArrays.entry(path, step).to(DType.FLOAT64).doubles();
        assertThat(found.get(step).to(DType.FLOAT64).doubles())
            .as("%s after step %d", name, step + 1)
            .containsExactly(expected, within(tolerance));
      }
    }
  }

  /** The parameter after each step, by a compiled update. */
  private List<HostArray> walk(Optimizer optimizer, HostArray start, HostArray gradients) {
    int slots = optimizer.slots().size();
    TensorType scalar = start.type().with(Shape.scalar());
    List<TensorType> types = new ArrayList<>();
    for (int i = 0; i < 2 + slots; i++) {
      types.add(start.type());
    }
    for (int i = 0; i < optimizer.scalars(1, optimizer.rate()).size(); i++) {
      types.add(scalar);
    }
    List<HostArray> path = new ArrayList<>();
    try (Scope scope = Scope.open();
        CompiledProgram program =
            backend.compile("update", types, inputs -> update(optimizer, inputs))) {
      List<Tensor> state = new ArrayList<>(List.of(backend.tensor(start)));
      for (int i = 0; i < slots; i++) {
        state.add(backend.tensor(HostArray.zeros(start.type())));
      }
      for (int step = 0; step < STEPS; step++) {
        List<Tensor> inputs = new ArrayList<>(state);
        inputs.add(backend.tensor(TorchArrays.entry(gradients, step)));
        for (double number : optimizer.scalars(step + 1, optimizer.rate())) {
          inputs.add(backend.scalar(start.dtype(), number));
        }
        state = program.run(inputs);
        path.add(state.get(0).toHost());
      }
    }
    return path;
  }

  /** From parameter, slots, gradient, scalars to the next parameter and slots. */
  private static List<Tensor> update(Optimizer optimizer, List<Tensor> inputs) {
    int slots = optimizer.slots().size();
    Update update =
        optimizer.update(
            inputs.get(0),
            inputs.get(1 + slots),
            inputs.subList(1, 1 + slots),
            inputs.subList(2 + slots, inputs.size()));
    List<Tensor> results = new ArrayList<>(List.of(update.parameter()));
    results.addAll(update.slots());
    return results;
  }
}
