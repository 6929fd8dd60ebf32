package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.format.TorchValue;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.optim.UpdateRule;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * The state dict of PyTorch's optimizer, which numbers all parameters of a network, also those that
 * take no gradient. It keeps no state of these, nor of any that never had a gradient.
 */
final class TorchOptimizer {
  private static final String STATE = "state";
  private static final String GROUPS = "param_groups";
  private static final String PARAMETERS = "params";
  private static final String STEP = "step";
  private static final String RATE = "lr";

  private final List<Parameter> parameters;

  /** How many parameters without a gradient stand before the others. */
  private final int fixed;

  TorchOptimizer(Network network) {
    this.parameters = network.parameters();
    this.fixed =
        (int) network.buffers().stream().filter(b -> b.kind() == Buffer.Kind.FIXED).count();
  }

  /**
   * What training goes on with.
   *
   * @param step how many steps were taken
   */
  record Kept(long step, Map<String, List<HostArray>> slots) {}

  /** Whether a step was taken at all. */
  static boolean hasState(TorchValue optimizer) {
    return optimizer.get(STATE).size() > 0;
  }

  /**
   * Reads slots and step. The ids in the group's list stand for the parameters in order, whatever
   * they are.
   *
   * @throws UserError if they are of another network or optimizer
   */
  Kept read(Path file, TorchValue optimizer, List<String> slots) {
    TorchValue ids = optimizer.get(GROUPS).item(0).get(PARAMETERS);
    if (ids.size() != fixed + parameters.size()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: its optimizer has %d parameters, the network %d; use the config that it was"
                  + " trained with",
              file,
              ids.size(),
              fixed + parameters.size()));
    }
    Map<String, List<HostArray>> values = new LinkedHashMap<>();
    slots.forEach(slot -> values.put(slot, new ArrayList<>()));
    TorchValue states = optimizer.get(STATE);
    requireNumbered(file, states, ids);
    long step = 0;
    for (Parameter parameter : parameters) {
      Object id = ids.item(fixed + parameter.index()).raw();
      if (!states.has(id)) {
        slots.forEach(slot -> values.get(slot).add(zeros(parameter)));
        continue;
      }
      TorchValue state = states.get(id);
      for (String slot : slots) {
        values.get(slot).add(slot(file, state, slot, parameter));
      }
      if (state.has(STEP)) {
        step = Math.max(step, (long) state.get(STEP).number());
      }
    }
    return new Kept(step, values);
  }

  /** A state that belongs to no parameter would be lost without a word. */
  private static void requireNumbered(Path file, TorchValue states, TorchValue ids) {
    Set<Object> numbered = new HashSet<>();
    for (int i = 0; i < ids.size(); i++) {
      numbered.add(ids.item(i).raw());
    }
    long lost = states.map().keySet().stream().filter(id -> !numbered.contains(id)).count();
    if (lost > 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: its optimizer keeps states of %d parameters that it does not number; the file is"
                  + " damaged",
              file,
              lost));
    }
  }

  private static HostArray zeros(Parameter parameter) {
    return HostArray.zeros(new TensorType(DType.FLOAT32, parameter.shape()));
  }

  private static HostArray slot(Path file, TorchValue state, String slot, Parameter parameter) {
    if (!state.has(slot)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: its optimizer keeps no %s, which the config's needs; put the optimizer and"
                  + " amsgrad into the config that it was trained with",
              file,
              slot));
    }
    HostArray array = state.get(slot).array();
    TorchParameter.requireShape(file, "its optimizer's " + slot, parameter, array);
    return TorchParameter.ours(parameter, array);
  }

  /** Writes slots, step and settings, of which the rate is the one of the last step. */
  Map<String, Object> written(Snapshot snapshot, UpdateRule rule) {
    Map<Object, Object> states = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      Map<String, Object> state = new LinkedHashMap<>();
      state.put(STEP, snapshot.step());
      for (String slot : rule.optimizer().slots()) {
        state.put(slot, TorchParameter.torch(parameter, snapshot.slots().get(slot)));
      }
      states.put(fixed + parameter.index(), state);
    }
    Map<String, Object> group = new LinkedHashMap<>(rule.optimizer().settings());
    group.put(RATE, rule.rateAfter(snapshot.step()));
    group.put(PARAMETERS, IntStream.range(0, fixed + parameters.size()).boxed().toList());
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put(STATE, states);
    dict.put(GROUPS, List.of(group));
    return dict;
  }
}
