package org.ncsn.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.array.HostArray;

/**
 * What a PyTorch checkpoint holds, at whatever depth: people wrap a network's state dict in lists
 * and dictionaries of all kinds, beside that of its optimizer, an average, and numbers.
 */
public final class TorchContents {
  private static final String STATE = "state";
  private static final String GROUPS = "param_groups";

  private final List<StateDict> stateDicts = new ArrayList<>();
  private final Map<String, TorchValue> optimizers = new LinkedHashMap<>();
  private final Map<String, List<HostArray>> lists = new LinkedHashMap<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private TorchContents() {}

  /** The contents of a checkpoint. */
  public static TorchContents of(TorchValue root) {
    TorchContents contents = new TorchContents();
    contents.collect("", "", root);
    return contents;
  }

  /** All dictionaries with tensors in them that are not of an optimizer, in the file's order. */
  public List<StateDict> stateDicts() {
    return List.copyOf(stateDicts);
  }

  /** The state of the optimizer that stands in the same container as an entry. */
  public Optional<TorchValue> optimizerIn(String parent) {
    return Optional.ofNullable(optimizers.get(parent));
  }

  /** The state of the first optimizer. */
  public Optional<TorchValue> optimizer() {
    return optimizers.values().stream().findFirst();
  }

  /** All lists of tensors alone, which have no names, by their places. */
  public Map<String, List<HostArray>> tensorLists() {
    return Collections.unmodifiableMap(lists);
  }

  /** Texts and numbers beside state dicts, by their places. */
  public Map<String, Object> facts() {
    return Collections.unmodifiableMap(facts);
  }

  private void collect(String entry, String parent, TorchValue value) {
    if (value.isList()) {
      List<HostArray> tensors = tensors(value);
      if (!tensors.isEmpty()) {
        lists.put(entry, tensors);
      }
      for (int i = 0; i < value.size(); i++) {
        member(entry, Integer.toString(i), value.item(i));
      }
    } else if (value.has(STATE) && value.has(GROUPS)) {
      optimizers.putIfAbsent(parent, value);
    } else if (value.raw() instanceof Map<?, ?> map) {
      Map<String, HostArray> arrays = new LinkedHashMap<>();
      for (Object key : map.keySet()) {
        TorchValue inside = value.get(key);
        if (inside.raw() instanceof HostArray array) {
          arrays.put(String.valueOf(key), array);
        } else {
          member(entry, String.valueOf(key), inside);
        }
      }
      if (!arrays.isEmpty()) {
        stateDicts.add(new StateDict(entry, arrays));
      }
    }
  }

  /** The items of a list of tensors alone; none of any other. */
  private static List<HostArray> tensors(TorchValue list) {
    List<HostArray> tensors = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!(list.item(i).raw() instanceof HostArray array)) {
        return List.of();
      }
      tensors.add(array);
    }
    return Collections.unmodifiableList(tensors);
  }

  private void member(String parent, String key, TorchValue value) {
    String entry = parent.isEmpty() ? key : parent + "." + key;
    if (value.raw() instanceof String || value.raw() instanceof Number) {
      facts.put(entry, value.raw());
    } else {
      collect(entry, parent, value);
    }
  }
}
