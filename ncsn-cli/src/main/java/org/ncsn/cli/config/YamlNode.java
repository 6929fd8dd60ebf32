package org.ncsn.cli.config;

import java.util.List;
import java.util.Map;

/** A piece of a YAML file as plain data that remembers the line of its key. */
sealed interface YamlNode {
  /** Line in the file, from 1. */
  int line();

  /** Keys with their values, in the order of the file. */
  record Section(int line, Map<String, YamlNode> fields) implements YamlNode {}

  /** A single value as it stands in the file, without its quotes; empty if nothing stands there. */
  record Scalar(int line, String text) implements YamlNode {}

  /** A list. */
  record Sequence(int line, List<YamlNode> elements) implements YamlNode {
    public Sequence {
      elements = List.copyOf(elements);
    }
  }
}
