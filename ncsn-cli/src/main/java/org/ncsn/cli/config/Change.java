package org.ncsn.cli.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Copies of records with another value in one place. */
final class Change {
  private Change() {}

  /**
   * A copy of a record.
   *
   * @param component name of the component that is changed
   */
  static <R extends Record> R of(R record, String component, Object value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    if (Arrays.stream(components).noneMatch(any -> any.getName().equals(component))) {
      throw new IllegalArgumentException(record.getClass() + " has no " + component);
    }
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] =
            components[i].getName().equals(component)
                ? value
                : components[i].getAccessor().invoke(record);
      }
      @SuppressWarnings("unchecked") // the class of a value of type R
      Class<R> type = (Class<R>) record.getClass();
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no copy of the record " + record + " can be made", e);
    }
  }
}
