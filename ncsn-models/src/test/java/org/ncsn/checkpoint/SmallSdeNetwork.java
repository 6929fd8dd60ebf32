package org.ncsn.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.Initializer;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.nn.Parameters;
import org.ncsn.noise.NoiseLevels;

/** Fourier frequencies and one linear layer, and checkpoints of them after two steps. */
final class SmallSdeNetwork {
  static final Network NETWORK = network();

  /** Of the parameters. */
  static final List<HostArray> VALUES =
      List.of(
          HostArray.of(Shape.of(2, 4), 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f),
          HostArray.of(Shape.of(2), 9f, 10f));

  private SmallSdeNetwork() {}

  private static Network network() {
    Parameters modules = Parameters.empty().at("all_modules");
    modules.at(0).declareFixed("W", HostArray.of(Shape.of(2), 16f, -8f));
    Parameters linear = modules.at(1);
    linear.declare("weight", Shape.of(2, 4), Layout.SAME, Initializer.constant(0));
    linear.declare("bias", Shape.of(2), Layout.SAME, Initializer.constant(0));
    HostArray sigmas = NoiseLevels.geometric(50, 0.01, 3).values();
    return new Network() {
      @Override
      public List<Parameter> parameters() {
        return modules.list();
      }

      @Override
      public List<Buffer> buffers() {
        return modules.buffers();
      }

      @Override
      public Map<String, HostArray> recorded() {
        return Map.of("sigmas", sigmas);
      }
    };
  }

  /** Its state dict. */
  static Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("module.sigmas", NETWORK.recorded().get("sigmas"));
    model.put("module.all_modules.0.W", HostArray.of(Shape.of(2), 1f, 2f));
    model.put("module.all_modules.1.weight", VALUES.get(0));
    model.put("module.all_modules.1.bias", VALUES.get(1));
    return model;
  }

  /** A checkpoint with this state dict. */
  static Map<String, Object> checkpoint(Map<String, Object> model) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("optimizer", optimizer(List.of(0, 1, 2), List.of(1, 2)));
    root.put("model", model);
    root.put("ema", ema(0.999, 2, VALUES));
    root.put("step", 2);
    return root;
  }

  /** Adam's state dict, with these numbers of parameters, of which some have a state. */
  static Map<String, Object> optimizer(List<Integer> numbers, List<Integer> withState) {
    Map<Object, Object> states = new TreeMap<>();
    for (int i = 0; i < withState.size(); i++) {
      HostArray values = VALUES.get(i);
      states.put(withState.get(i), Map.of("step", 2, "exp_avg", values, "exp_avg_sq", values));
    }
    return Map.of("state", states, "param_groups", List.of(Map.of("params", numbers)));
  }

  /** What is said of a moving average. */
  static Map<String, Object> ema(double decay, int updates, List<HostArray> values) {
    return Map.of("decay", decay, "num_updates", updates, "shadow_params", values);
  }
}
