package org.ncsn.compiler;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.ncsn.array.Shape;

/**
 * Instructions that are computed together: those of a sweep, or some that the engine computes one
 * by one. Two units are the same only if they are one object.
 */
final class Unit {
  private final SortedSet<Integer> members;
  private final Set<Integer> sources;
  private final Optional<Shape> space;

  /**
   * @param members indices of the instructions
   * @param sources indices of instructions outside whose results they use
   * @param space what they sweep over, if they do
   */
  Unit(SortedSet<Integer> members, Set<Integer> sources, Optional<Shape> space) {
    this.members = members;
    this.sources = sources;
    this.space = space;
  }

  SortedSet<Integer> members() {
    return members;
  }

  Set<Integer> sources() {
    return sources;
  }

  Optional<Shape> space() {
    return space;
  }

  boolean isSweep() {
    return space.isPresent();
  }

  boolean sweepsOver(Unit other) {
    return isSweep() && space.equals(other.space);
  }

  /** The same instructions, each on its own. */
  Unit apart() {
    return new Unit(members, sources, Optional.empty());
  }
}
