package org.ncsn.inception;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the frozen graph calls the network's units. Its names are numbered as they come: the units
 * in front are {@code conv}, {@code conv_1} and so on, the blocks {@code mixed}, {@code mixed_1};
 * in a block what is a unit alone is {@code conv} and what is several in a row a {@code tower},
 * whose units are numbered anew.
 */
final class GraphNames {
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  private GraphNames() {}

  /** The graph's name of each unit, by PyTorch's. */
  static Map<String, String> byUnit() {
    GraphNames graph = new GraphNames();
    for (Stage stage : Stage.ALL) {
      if (stage.part() instanceof Part.Branches block) {
        graph.block(stage.name() + ".", graph.next("mixed"), block);
      } else {
        graph.part("", "", stage.part());
      }
    }
    return graph.names;
  }

  private void block(String prefix, String place, Part.Branches block) {
    for (Part part : block.parts()) {
      boolean several = part instanceof Part.Chain || part instanceof AveragedUnit;
      part(prefix, (several ? next(place + "/tower") : place) + "/", part);
    }
  }

  private void part(String prefix, String place, Part part) {
    if (part instanceof Unit unit) {
      names.put(prefix + unit.name(), next(place + "conv"));
    } else if (part instanceof AveragedUnit averaged) {
      part(prefix, place, averaged.unit());
    } else if (part instanceof Part.Chain chain) {
      chain.parts().forEach(next -> part(prefix, place, next));
    } else if (part instanceof Part.Branches crossed) {
      String inner = next(place + "mixed") + "/";
      crossed.parts().forEach(next -> part(prefix, inner, next));
    }
  }

  /** The name with the number of how often it was used before, unless that is 0. */
  private String next(String name) {
    int number = counts.merge(name, 1, Integer::sum) - 1;
    return number == 0 ? name : name + "_" + number;
  }
}
