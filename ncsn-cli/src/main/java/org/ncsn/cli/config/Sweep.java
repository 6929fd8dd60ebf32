package org.ncsn.cli.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ncsn.cli.config.YamlNode.Scalar;
import org.ncsn.cli.config.YamlNode.Section;
import org.ncsn.cli.config.YamlNode.Sequence;
import org.ncsn.error.UserError;

/**
 * A config file in which keys may have lists of values where one is expected: every combination of
 * them is an experiment, the last key's values first. A key that takes a list is varied by a list
 * of lists.
 *
 * @param trials the experiments, in order
 */
public record Sweep(List<Trial> trials) {
  private static final int MOST_TRIALS = 10_000;

  public Sweep {
    trials = List.copyOf(trials);
  }

  /**
   * An experiment of a sweep.
   *
   * @param values those that it does not share with all others, by full name of the key
   */
  public record Trial(Map<String, String> values, ExperimentConfig config) {
    /** The values in a line. */
    public String told() {
      return values.entrySet().stream()
          .map(value -> value.getKey() + " " + value.getValue())
          .collect(Collectors.joining(", "));
    }
  }

  /** A file with some of its choices made. */
  private record Draft(Map<String, String> values, Section root) {
    Draft with(String section, String key, YamlNode node) {
      Map<String, YamlNode> fields = new LinkedHashMap<>(root.fields());
      if (section.isEmpty()) {
        fields.put(key, node);
      } else {
        Section inner = (Section) fields.get(section);
        Map<String, YamlNode> changed = new LinkedHashMap<>(inner.fields());
        changed.put(key, node);
        fields.put(section, new Section(inner.line(), changed));
      }
      Map<String, String> more = new LinkedHashMap<>(values);
      more.put(section.isEmpty() ? key : section + "." + key, text(node));
      return new Draft(more, new Section(root.line(), fields));
    }
  }

  /**
   * Reads a sweep; a file without lists is one of a single experiment.
   *
   * @throws UserError with file, line and remedy if the file, or one of its experiments, is wrong
   */
  public static Sweep read(Path file) {
    Section root = YamlFile.read(file);
    List<Draft> drafts = List.of(new Draft(Map.of(), root));
    for (Map.Entry<String, YamlNode> field : root.fields().entrySet()) {
      drafts = varied(file, drafts, "", field.getKey(), field.getValue());
      if (field.getValue() instanceof Section section) {
        for (Map.Entry<String, YamlNode> inner : section.fields().entrySet()) {
          drafts = varied(file, drafts, field.getKey(), inner.getKey(), inner.getValue());
        }
      }
    }
    return new Sweep(
        drafts.stream()
            .map(draft -> new Trial(draft.values, ConfigReader.bound(file, draft.root)))
            .toList());
  }

  private static List<Draft> varied(
      Path file, List<Draft> drafts, String section, String key, YamlNode node) {
    if (!(node instanceof Sequence sequence) || !isVaried(section, key, sequence)) {
      return drafts;
    }
    if ((long) drafts.size() * sequence.elements().size() > MOST_TRIALS) {
      throw new UserError(
          file
              + ":"
              + node.line()
              + ": more than "
              + MOST_TRIALS
              + " experiments; give fewer values");
    }
    List<Draft> more = new ArrayList<>();
    for (Draft draft : drafts) {
      for (YamlNode value : sequence.elements()) {
        more.add(draft.with(section, key, value));
      }
    }
    return more;
  }

  private static boolean isVaried(String section, String key, Sequence sequence) {
    return !takesList(section, key)
        || (!sequence.elements().isEmpty()
            && sequence.elements().stream().allMatch(Sequence.class::isInstance));
  }

  private static boolean takesList(String section, String key) {
    Optional<Class<?>> type =
        section.isEmpty()
            ? Optional.of(ExperimentConfig.class)
            : Arrays.stream(ExperimentConfig.class.getRecordComponents())
                .filter(component -> Keys.of(component).equals(section))
                .<Class<?>>map(component -> component.getType())
                .filter(Class::isRecord)
                .findFirst();
    return type.stream()
        .flatMap(known -> Arrays.stream(known.getRecordComponents()))
        .anyMatch(component -> Keys.of(component).equals(key) && component.getType() == List.class);
  }

  private static String text(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return scalar.text();
    }
    return node instanceof Sequence sequence
        ? sequence.elements().stream().map(Sweep::text).collect(Collectors.joining(" ", "[", "]"))
        : "a section";
  }
}
