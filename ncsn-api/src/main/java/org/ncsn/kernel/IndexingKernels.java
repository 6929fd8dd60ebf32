package org.ncsn.kernel;

/**
 * Rows by number.
 *
 * @param <A> the engine's array
 */
public interface IndexingKernels<A> {
  /** Row {@code indices[n]} of a table {@code [R,D]} for each n: {@code [N,D]}. */
  A gatherRows(A table, A indices);

  /** The adjoint: rows {@code [N,D]} added into a table of zeros {@code [R,D]} at their indices. */
  A scatterAddRows(A rows, A indices, int tableRows);
}
