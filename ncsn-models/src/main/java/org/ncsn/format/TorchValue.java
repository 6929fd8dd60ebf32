package org.ncsn.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.ncsn.error.UserError;

/**
 * A value in a PyTorch checkpoint, together with where it stands, so that asking for what is not
 * there gives an error that names file and place.
 */
public final class TorchValue {
  private final String place;
  private final Object value;

  TorchValue(String place, Object value) {
    this.place = place;
    this.value = value;
  }

  /**
   * The value itself: an unmodifiable {@link Map} (keys are {@link String} or {@link Number}, small
   * integers being {@link Long}) or {@link List} (also for tuples), a {@link HostArray}, a {@link
   * String}, a {@link Number} ({@link Long} for integers below 2^63), a {@link Boolean}, or null.
   */
  public Object raw() {
    return value;
  }

  /** Whether this is a list or a tuple. */
  public boolean isList() {
    return value instanceof List<?>;
  }

  /** Whether this is a dictionary that has a key; integer keys are {@link Long}. */
  public boolean has(Object key) {
    return value instanceof Map<?, ?> map && map.containsKey(key);
  }

  /**
   * Number of items of a list or a dictionary.
   *
   * @throws UserError if it is neither
   */
  public int size() {
    return value instanceof List<?> list ? list.size() : map().size();
  }

  /**
   * An item of a list.
   *
   * @throws UserError if this is no list, or is too short
   */
  public TorchValue item(int index) {
    if (!(value instanceof List<?> list)) {
      throw mismatch("a list");
    }
    if (index >= list.size()) {
      throw new UserError(place + " has only " + list.size() + " items; it lacks item " + index);
    }
    return new TorchValue(place + "[" + index + "]", list.get(index));
  }

  /**
   * A value of a dictionary; integer keys are {@link Long}.
   *
   * @throws UserError if this is no dictionary, or has no such key
   */
  public TorchValue get(Object key) {
    if (!map().containsKey(key)) {
      throw new UserError(
          place + " has no entry " + key + "; it is not the kind that was expected");
    }
    return new TorchValue(place + "[" + key + "]", map().get(key));
  }

  /**
   * A dictionary, as {@link #raw()} has it.
   *
   * @throws UserError if this is none
   */
  public Map<?, ?> map() {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw mismatch("a dictionary");
  }

  /**
   * A number; a tensor with one element counts as one.
   *
   * @throws UserError if this is neither
   */
  public double number() {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof HostArray array && array.shape().size() == 1) {
      return array.scalar();
    }
    throw mismatch("a number");
  }

  /**
   * A tensor.
   *
   * @throws UserError if this is none
   */
  public HostArray array() {
    if (value instanceof HostArray array) {
      return array;
    }
    throw mismatch("a tensor");
  }

  /**
   * A state dict: tensors by name, in order.
   *
   * @throws UserError if this is no dictionary, or one of anything else
   */
  public Map<String, HostArray> arrays() {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    for (Object key : map().keySet()) {
      arrays.put(String.valueOf(key), get(key).array());
    }
    return arrays;
  }

  private UserError mismatch(String wanted) {
    String found;
    if (value instanceof HostArray array) {
      found = "a tensor " + array.type();
    } else if (value instanceof Map<?, ?>) {
      found = "a dictionary";
    } else {
      found = value instanceof List<?> ? "a list" : String.valueOf(value);
    }
    return new UserError(place + " is " + found + " where " + wanted + " was expected");
  }

  /** Where this stands, for example {@code checkpoint.pth[0][begin_conv.weight]}. */
  @Override
  public String toString() {
    return place;
  }
}
