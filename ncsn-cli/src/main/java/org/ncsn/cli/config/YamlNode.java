package org.ncsn.cli.config;

import java.util.Map;

/** A piece of a YAML file as plain data that remembers the line of its key. */
sealed interface YamlNode {
  /** Line in the file, from 1. */
  int line();

  /** Keys with their values, in the order of the file. */
  record Section(int line, Map<String, YamlNode> fields) implements YamlNode {}

  /** A single value as it stands in the file, without its quotes; empty if nothing stands there. */
  record Scalar(int line, String text) implements YamlNode {}

  /** A list. No key that has a meaning holds one, so its elements are not kept. */
  record Sequence(int line) implements YamlNode {}
}
