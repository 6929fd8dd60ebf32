package org.ncsn.cli.config;

import java.util.Locale;

/** Names of constants as configs write them. */
final class Lower {
  private Lower() {}

  /** The name in small letters. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
