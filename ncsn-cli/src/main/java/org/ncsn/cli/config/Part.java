package org.ncsn.cli.config;

import java.util.Set;

/**
 * What a config chooses, with keys of its own: they mean nothing where something else is chosen.
 */
public interface Part {
  /** The choice, as a user writes it; for example {@code optim.schedule: cosine}. */
  String chosenBy();

  /** Full names of its keys, for example {@code optim.schedule_steps}. */
  Set<String> keys();
}
