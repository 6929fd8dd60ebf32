package org.ncsn.vector;

/** What a sweep leaves behind. */
public sealed interface Result {
  /** Number of the block that it is made of. */
  int block();

  /** The numbers of a block, all over the space. */
  record Stored(int block) implements Result {}

  /**
   * The numbers of a block, added up.
   *
   * @param kept the axes that it is not added up along: rows with their image and without their
   *     width, or not at all
   * @param factor of the sum
   */
  record Sum(Fold fold, int block, Access kept, float factor) implements Result {}

  /** How numbers are added up. */
  enum Fold {
    SUM,
    SQUARES,
    LARGEST
  }
}
