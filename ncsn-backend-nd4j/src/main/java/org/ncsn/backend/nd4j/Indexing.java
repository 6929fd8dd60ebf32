package org.ncsn.backend.nd4j;

import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.IndexingKernels;

/** Rows by number. */
record Indexing(Machine machine) implements IndexingKernels<Nd4jArray> {
  /** Locked: by default threads add rows of one index at the same time and lose some. */
  private static final Operation SCATTER_ADD = Operation.custom("scatter_add").withFlags(true);

  @Override
  public Nd4jArray gatherRows(Nd4jArray table, Nd4jArray indices) {
    return machine.apply(
        Operation.custom("gather", 0),
        table.type(),
        table.shape().with(0, indices.extent(0)),
        table,
        indices);
  }

  @Override
  public Nd4jArray scatterAddRows(Nd4jArray rows, Nd4jArray indices, int tableRows) {
    TensorType type = new TensorType(Transfer.type(rows.type()), rows.shape().with(0, tableRows));
    Nd4jArray table = machine.constant(HostArray.zeros(type));
    if (rows.isEmpty()) {
      return table;
    }
    Nd4jArray result = machine.apply(SCATTER_ADD, rows.type(), type.shape(), table, indices, rows);
    machine.release(table);
    return result;
  }
}
