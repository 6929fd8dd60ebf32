package org.ncsn.cli.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys of a section, as its record declares them. */
final class Keys {
  private Keys() {}

  /** The key of a component: {@code batchSize} is {@code batch_size}. */
  static String of(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** The keys that have a meaning in a section. */
  static List<String> of(Class<?> section) {
    return Arrays.stream(section.getRecordComponents()).map(Keys::of).toList();
  }

  /** The same with the section's name before each. */
  static List<String> fullNames(String name, Class<?> section) {
    return of(section).stream().map(key -> name + "." + key).toList();
  }

  /** Whether a key is known to have no effect in a section. */
  static boolean withoutEffect(Class<?> section, String key) {
    AlsoAccepts also = section.getAnnotation(AlsoAccepts.class);
    return also != null && List.of(also.value()).contains(key);
  }

  /** Whether official files give a key of a section, for example {@code training.noise_std}. */
  static boolean isOfficial(String key) {
    return Arrays.stream(ExperimentConfig.class.getRecordComponents())
        .filter(section -> section.getType().isRecord())
        .flatMap(
            section ->
                Arrays.stream(section.getType().getRecordComponents())
                    .filter(component -> key.equals(of(section) + "." + of(component))))
        .anyMatch(
            component ->
                component.isAnnotationPresent(Setting.class)
                    && component.getAnnotation(Setting.class).official());
  }

  /**
   * The section of the whole config in which a key has a meaning, with a dot; for example {@code
   * "data."}.
   */
  static Optional<String> sectionWith(String key) {
    if (of(ExperimentConfig.class).contains(key)) {
      return Optional.of("");
    }
    return Arrays.stream(ExperimentConfig.class.getRecordComponents())
        .filter(component -> component.getType().isRecord())
        .filter(component -> of(component.getType()).contains(key))
        .map(component -> of(component) + ".")
        .findFirst();
  }
}
