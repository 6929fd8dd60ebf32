package org.ncsn.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.array.HostArray;

/**
 * Turns what the unpickler built into immutable maps, lists and arrays. A pickle can refer to one
 * object many times, or to an object from within itself, so that a few bytes stand for an endless
 * tree: depth, number of values and elements copied are all bounded.
 */
final class TorchTree {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_VALUES = 1_000_000;

  /** Tied weights share storages, but not a hundredfold. */
  private static final int MAX_COPIES = 8;

  private final IdentityHashMap<TorchView, HostArray> arrays = new IdentityHashMap<>();
  private long elementsLeft;
  private int valuesLeft = MAX_VALUES;

  private TorchTree(long elementsLeft) {
    this.elementsLeft = elementsLeft;
  }

  /** The plain form of a tree whose storages are filled. */
  static Object plain(Object root, TorchStorages storages) throws IOException {
    return new TorchTree(storages.elements() * MAX_COPIES).plain(root, 0);
  }

  private Object plain(Object node, int depth) throws IOException {
    if (depth > MAX_DEPTH || --valuesLeft < 0) {
      throw new IOException("its containers are nested too deeply, contain themselves or repeat");
    }
    if (node instanceof PickleDict dict) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (Map.Entry<Object, Object> item : dict.items().entrySet()) {
        map.put(item.getKey(), plain(item.getValue(), depth + 1));
      }
      return Collections.unmodifiableMap(map);
    }
    if (node instanceof List<?> list) {
      return list(list, depth);
    }
    if (node instanceof Object[] tuple) {
      return list(Arrays.asList(tuple), depth);
    }
    if (node instanceof TorchView view) {
      return array(view);
    }
    if (node instanceof Integer number) {
      return number.longValue();
    }
    if (node instanceof TorchTypeName type) {
      return type.name();
    }
    if (node == null
        || node instanceof String
        || node instanceof Number
        || node instanceof Boolean) {
      return node;
    }
    throw new IOException("it holds something that is neither tensor, container, text nor number");
  }

  private List<Object> list(List<?> items, int depth) throws IOException {
    List<Object> list = new ArrayList<>();
    for (Object item : items) {
      list.add(plain(item, depth + 1));
    }
    return Collections.unmodifiableList(list);
  }

  private HostArray array(TorchView view) throws IOException {
    HostArray known = arrays.get(view);
    if (known != null) {
      return known;
    }
    elementsLeft -= view.shape().size();
    if (elementsLeft < 0) {
      throw new IOException("its tensors repeat the same elements too often");
    }
    HostArray array = view.toArray();
    arrays.put(view, array);
    return array;
  }
}
