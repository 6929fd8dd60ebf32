package org.ncsn.memory;

import java.util.List;

/** Knows how much memory there is for this process. */
@FunctionalInterface
public interface MemorySupply {
  /** What every limit leaves now; nothing where no limit is known. */
  List<Room> rooms();
}
