package org.ncsn.cli.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.error.UserError;

/**
 * Makes records from the sections of a file. A component that is itself a record is a section
 * within the section; an {@link Optional} one may be left out.
 */
final class RecordBinder {
  private final Path file;
  private final List<String> withoutEffect = new ArrayList<>();

  RecordBinder(Path file) {
    this.file = file;
  }

  /**
   * Full names of the keys that were found and have no effect, for example {@code training.ngpu}.
   */
  List<String> withoutEffect() {
    return List.copyOf(withoutEffect);
  }

  /**
   * A record of the given type.
   *
   * @param prefix the section's name with a dot, or nothing for the whole file
   * @throws UserError with file and line at the first key that is unknown, missing or wrong
   */
  <R extends Record> R bind(Class<R> type, String prefix, YamlNode.Section section) {
    YamlNode.Section heeded = heeded(type, prefix, section);
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i], prefix, heeded);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the record " + type + " cannot be made", e);
    }
  }

  /** The fields of a section that say something. */
  private YamlNode.Section heeded(Class<?> type, String prefix, YamlNode.Section section) {
    Map<String, YamlNode> fields = new LinkedHashMap<>(section.fields());
    fields.forEach((key, value) -> checkKnown(type, prefix, key, value));
    fields
        .entrySet()
        .removeIf(
            field ->
                isWithoutEffect(type, field.getKey(), field.getValue())
                    || (isNull(field.getValue()) && mayBeNull(type, field.getKey())));
    return new YamlNode.Section(section.line(), fields);
  }

  private void checkKnown(Class<?> type, String prefix, String key, YamlNode value) {
    List<String> known = Keys.of(type);
    if (isWithoutEffect(type, key, value)) {
      withoutEffect.add(prefix + key);
      return;
    }
    if (known.contains(key)) {
      return;
    }
    String question =
        Keys.sectionWith(key)
            .map(home -> "; did you mean '" + home + key + "'?")
            .orElseGet(() -> NearestName.question(key, known));
    String remedy = question.isEmpty() ? "; known here: " + String.join(", ", known) : question;
    throw error(value.line(), "unknown key '" + prefix + key + "'" + remedy);
  }

  /** A plain value under the name of a section may be one of those keys, too. */
  private static boolean isWithoutEffect(Class<?> type, String key, YamlNode value) {
    return Keys.withoutEffect(type, key)
        && (value instanceof YamlNode.Scalar || !Keys.of(type).contains(key));
  }

  private Object value(RecordComponent component, String prefix, YamlNode.Section section) {
    String key = Keys.of(component);
    YamlNode node = section.fields().get(key);
    if (component.getType().isRecord()) {
      return bind(
          component.getType().asSubclass(Record.class),
          key + ".",
          section(key, component.getType(), node));
    }
    Setting setting = component.getAnnotation(Setting.class);
    Class<?> type = valueType(component);
    if (component.getType() == Optional.class) {
      return Optional.ofNullable(node).map(given -> scalar(prefix + key, "", type, setting, given));
    }
    if (component.getType() == List.class) {
      return list(prefix + key, type, setting, node);
    }
    if (component.getType() == Auto.class && isAuto(node)) {
      return new Auto.Open<>(OneLine.of(file.toString()), place(node.line()) + prefix + key);
    }
    if (node != null) {
      String otherwise = component.getType() == Auto.class ? Auto.WORD + " or " : "";
      return held(component, scalar(prefix + key, otherwise, type, setting, node));
    }
    if (setting == null || setting.orElse().isEmpty()) {
      throw error(section.line(), "missing key '" + prefix + key + "'; add it to this section");
    }
    return held(component, ScalarValue.parse(type, setting.orElse()));
  }

  /** The elements of a list, or a single one by itself; what a list holds by default. */
  private List<?> list(String name, Class<?> type, Setting setting, YamlNode node) {
    if (node == null) {
      return Arrays.stream(setting.orElse().split(",", -1))
          .map(text -> ScalarValue.parse(type, text))
          .toList();
    }
    List<YamlNode> elements =
        node instanceof YamlNode.Sequence sequence ? sequence.elements() : List.of(node);
    if (elements.isEmpty() && setting.nonEmpty()) {
      throw error(node.line(), name + " is empty; it holds at least one number");
    }
    return elements.stream().map(element -> scalar(name, "", type, setting, element)).toList();
  }

  /** What a file may give: the type of the component, or what it wraps. */
  private static Class<?> valueType(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType wrapper
        ? (Class<?>) wrapper.getActualTypeArguments()[0]
        : component.getType();
  }

  private static boolean isAuto(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.text().equalsIgnoreCase(Auto.WORD);
  }

  private static Object held(RecordComponent component, Object value) {
    return component.getType() == Auto.class ? Auto.of((Number) value) : value;
  }

  /** The section under a key; an empty one if it is left out and every key in it may be, too. */
  private YamlNode.Section section(String key, Class<?> type, YamlNode node) {
    if (node instanceof YamlNode.Section section) {
      return section;
    }
    if (node != null && !isNull(node)) {
      throw error(node.line(), key + " must be a section with keys in it");
    }
    if (node == null && !mayBeLeftOut(type)) {
      throw new UserError(
          file + ": missing section '" + key + "'; it holds " + String.join(", ", Keys.of(type)));
    }
    return new YamlNode.Section(node == null ? 1 : node.line(), Map.of());
  }

  private static boolean mayBeNull(Class<?> type, String key) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> Keys.of(component).equals(key))
        .map(component -> component.getAnnotation(Setting.class))
        .anyMatch(setting -> setting != null && setting.mayBeNull());
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.text().isEmpty();
  }

  private static boolean mayBeLeftOut(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).allMatch(RecordBinder::mayBeLeftOut);
  }

  private static boolean mayBeLeftOut(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    return component.getType() == Optional.class
        || (setting != null && !setting.orElse().isEmpty());
  }

  /** A value of a type; {@code otherwise} is what might stand in its place. */
  private Object scalar(
      String name, String otherwise, Class<?> type, Setting setting, YamlNode node) {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      String found = node instanceof YamlNode.Section ? "a section" : "a list";
      throw error(
          node.line(),
          name + " must be " + otherwise + ScalarValue.kind(type) + ", found " + found);
    }
    if (scalar.text().isEmpty()) {
      throw error(
          node.line(), name + " has no value; it must be " + otherwise + ScalarValue.kind(type));
    }
    String mustBe = name + " must be " + otherwise;
    try {
      Object value = ScalarValue.parse(type, scalar.text());
      mustBe = name + " must be "; // a number was meant, not what might stand in its place
      if (setting != null && value instanceof Number number) {
        NumberRules.check(setting, number);
      }
      return value;
    } catch (BadValue e) {
      throw error(node.line(), mustBe + e.getMessage());
    }
  }

  private UserError error(int line, String problem) {
    return new UserError(place(line) + OneLine.of(problem));
  }

  private String place(int line) {
    return file + ":" + line + ": ";
  }
}
