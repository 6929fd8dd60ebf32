package org.ncsn.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of the processor's size. */
final class Lanes {
  /** As many numbers as the processor likes. */
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** How many these are. */
  static final int COUNT = SPECIES.length();

  private Lanes() {}

  /** A vector of one number. */
  static FloatVector all(float number) {
    return FloatVector.broadcast(SPECIES, number);
  }
}
