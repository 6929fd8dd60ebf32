package org.ncsn.compiler;

import java.util.Collection;
import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * What an engine can compute in one pass over memory. The answers must not depend on how many
 * images a batch has, or one image would have other bits in another batch.
 */
public interface Fusible {
  /**
   * Whether an instruction can be one of several in a pass. Only primitives that treat every place
   * alike are asked about, and reductions.
   *
   * @param index of the instruction in the program
   */
  boolean computes(Program program, int index);

  /**
   * Whether a pass can read and write arrays of these shapes, all of which broadcast to the space.
   *
   * @param sums shapes of the results of reductions, with all axes
   * @param usedSums those of reductions whose result the same pass uses: of rows that are at hand
   *     as a whole, for example
   */
  boolean fits(
      Shape space, Collection<Shape> shapes, Collection<Shape> sums, Collection<Shape> usedSums);

  /** Whether a pass with these instructions is better than one after the other. */
  boolean isWorthwhile(List<Instruction> instructions);
}
