package org.ncsn.backend.djl;

import org.ncsn.kernel.IndexingKernels;

/** Rows by number. */
record TfIndexing<A>(TfOps<A> ops) implements IndexingKernels<A> {
  @Override
  public A gatherRows(A table, A indices) {
    return ops.op("GatherV2").input(table).input(indices).scalar(0).run();
  }

  @Override
  public A scatterAddRows(A rows, A indices, int tableRows) {
    return ops.op("UnsortedSegmentSum").input(rows).input(indices).scalar(tableRows).run();
  }
}
