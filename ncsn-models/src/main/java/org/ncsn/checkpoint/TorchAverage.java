package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.ncsn.error.UserError;
import org.ncsn.format.StateDict;
import org.ncsn.format.TorchContents;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.optim.MovingAverage;

/**
 * The moving average beside a network in a checkpoint of PyTorch's. NCSNv2's is a state dict in the
 * fifth place of the list, score SDEs' a list of the trained parameters without their names.
 */
final class TorchAverage {
  private static final String WHAT = "its moving average";

  // Places in NCSNv2's list.
  private static final String NETWORK = "0";
  private static final String NAMED = "4";

  // Names in score SDEs' dictionaries.
  static final String PLACE = "ema";
  private static final String DECAY = "decay";
  private static final String UPDATES = "num_updates";
  private static final String NAMELESS = "shadow_params";

  private final Path file;
  private final List<Parameter> parameters;
  private final TorchContents contents;
  private final StateDict weights;

  /**
   * @param weights of the network, where they stand in the contents
   */
  TorchAverage(Path file, Network network, TorchContents contents, StateDict weights) {
    this.file = file;
    this.parameters = network.parameters();
    this.contents = contents;
    this.weights = weights;
  }

  /** What a dictionary of the score SDEs' program says of the average of these values. */
  static Map<String, Object> written(
      List<Parameter> parameters, List<HostArray> values, MovingAverage average, long step) {
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put(DECAY, average.rate());
    // Python's None stands for a decay that does not warm up.
    dict.put(UPDATES, average.isKept() && !average.warmedUp() ? null : step);
    dict.put(
        NAMELESS,
        parameters.stream().map(parameter -> TorchParameter.torch(parameter, values)).toList());
    return dict;
  }

  /** Whether it is there, a list without names. */
  boolean isNameless() {
    return contents.tensorLists().containsKey(place(NAMELESS));
  }

  /**
   * Its values, in the order of the parameters.
   *
   * @param step how many steps were taken
   * @throws UserError if there is none, or one of another network
   */
  List<HostArray> values(long step) {
    if (isNameless()) {
      requireInStep(step);
      return nameless();
    }
    Map<String, HostArray> arrays =
        contents.stateDicts().stream()
            .filter(dict -> weights.entry().equals(NETWORK) && dict.entry().equals(NAMED))
            .findFirst()
            .map(StateDict::arrays)
            .orElseThrow(
                () ->
                    new UserError(
                        file
                            + ": keeps no moving average of its network, which the config asks"
                            + " for; set model.ema to false"));
    return parameters.stream().map(parameter -> named(parameter, arrays)).toList();
  }

  private String place(String key) {
    String parent = weights.parent();
    return (parent.isEmpty() ? PLACE : parent + "." + PLACE) + "." + key;
  }

  /**
   * The values of the list without names.
   *
   * @throws UserError if it is of another network
   */
  List<HostArray> nameless() {
    List<HostArray> stored = contents.tensorLists().get(place(NAMELESS));
    if (stored.size() != parameters.size()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: %s is of %d parameters, the network trains %d; the file is damaged",
              file,
              WHAT,
              stored.size(),
              parameters.size()));
    }
    List<HostArray> values = new ArrayList<>();
    for (Parameter parameter : parameters) {
      HostArray array = stored.get(parameter.index());
      TorchParameter.requireShape(file, WHAT, parameter, array);
      values.add(TorchParameter.ours(parameter, array));
    }
    return values;
  }

  /** Names are without any prefix. */
  private HostArray named(Parameter parameter, Map<String, HostArray> arrays) {
    HostArray array = arrays.get(parameter.name());
    if (array == null) {
      throw TorchParameter.damaged(file, WHAT, parameter, "missing");
    }
    TorchParameter.requireShape(file, WHAT, parameter, array);
    return TorchParameter.ours(parameter, array);
  }

  /**
   * While the decay warms up it goes by the number of updates there and by that of steps here,
   * which are the same unless somebody began the average anew.
   */
  private void requireInStep(long step) {
    if (contents.facts().get(place(UPDATES)) instanceof Number updates
        && contents.facts().get(place(DECAY)) instanceof Number decay
        && decay.doubleValue() >= 0
        && decay.doubleValue() < 1) {
      MovingAverage average = new MovingAverage(decay.doubleValue(), true);
      if (average.rateAt(updates.longValue()) != average.rateAt(step)) {
        throw new UserError(
            String.format(
                Locale.ROOT,
                "%s: %s was updated %d times in %d steps and is still warming up, so that it cannot"
                    + " be gone on with; set model.ema to false",
                file,
                WHAT,
                updates.longValue(),
                step));
      }
    }
  }
}
