package org.ncsn.tck.reference;

import org.ncsn.array.HostArray;
import org.ncsn.kernel.IndexingKernels;

final class ReferenceIndexing implements IndexingKernels<HostArray> {
  @Override
  public HostArray gatherRows(HostArray table, HostArray indices) {
    int[] rows = indices.ints();
    int width = table.shape().extent(1);
    double[] values = new double[rows.length * width];
    for (int n = 0; n < rows.length; n++) {
      for (int d = 0; d < width; d++) {
        values[n * width + d] = table.at(rows[n] * width + d);
      }
    }
    return Cells.rounded(table.type().with(table.shape().with(0, rows.length)), values);
  }

  @Override
  public HostArray scatterAddRows(HostArray rows, HostArray indices, int tableRows) {
    int width = rows.shape().extent(1);
    double[] table = new double[tableRows * width];
    for (int n = 0; n < rows.shape().extent(0); n++) {
      for (int d = 0; d < width; d++) {
        table[indices.ints()[n] * width + d] += rows.at(n * width + d);
      }
    }
    return Cells.rounded(rows.type().with(rows.shape().with(0, tableRows)), table);
  }
}
