package org.ncsn.vector;

import java.util.Arrays;
import java.util.List;
import org.ncsn.vector.Scratch.Use;

/**
 * The product of two small matrices, of which one may be transposed: a library's takes longer to be
 * called than to multiply.
 *
 * @param rows of the result
 * @param depth products that each of its numbers is a sum of
 * @param columns of the result
 * @param transposeA whether the first operand is {@code [depth,rows]}
 * @param transposeB whether the second is {@code [columns,depth]}
 */
public record MatrixProduct(
    int rows, int depth, int columns, boolean transposeA, boolean transposeB)
    implements JavaKernel {
  /** Multiplications up to which a library is slower. */
  private static final long FEW = 64 * 64 * 64;

  /** Products that are added up one after the other without losing digits. */
  private static final int SHORT = 1024;

  /** Whether this is faster than a library, and as exact. */
  public boolean isWorthwhile() {
    return !(transposeA && transposeB) && depth <= SHORT && (long) rows * depth * columns <= FEW;
  }

  @Override
  public String label() {
    return "product";
  }

  @Override
  public void run(List<FloatMemory> operands, List<FloatMemory> results, Workers workers) {
    if (transposeA && transposeB) {
      throw new IllegalArgumentException("product: one matrix may be transposed, not both");
    }
    Blocks blocks = new Blocks(this, operands.get(0), operands.get(1), workers.scratch(0));
    float[] result = transposeA ? blocks.transposedProducts() : blocks.products();
    results.get(0).write(0, result, 0, rows * columns);
  }

  /** The result, a few rows and {@link Products#COLUMNS} columns at a time. */
  private static final class Blocks {
    private final MatrixProduct sizes;
    private final Scratch scratch;
    private final float[] a;
    private final float[] b;
    private final int paddedRows;
    private final int panels;
    private final float[] sums;

    Blocks(MatrixProduct sizes, FloatMemory a, FloatMemory b, Scratch scratch) {
      this.sizes = sizes;
      this.scratch = scratch;
      this.a = scratch.array(Use.PATCH, a.size());
      this.b = scratch.array(Use.HALF, b.size());
      a.read(0, this.a, 0, a.size());
      b.read(0, this.b, 0, b.size());
      int together = sizes.transposeA ? TransposedProducts.ROWS : Products.ROWS;
      this.paddedRows = (sizes.rows + together - 1) / together * together;
      this.panels = (sizes.columns + Products.COLUMNS - 1) / Products.COLUMNS;
      this.sums = scratch.array(Use.SUMS, paddedRows * panels * Products.COLUMNS);
      Arrays.fill(sums, 0, paddedRows * panels * Products.COLUMNS, 0);
    }

    float[] products() {
      int stride = panels * Products.COLUMNS;
      int pieces = Chunks.count(sizes.depth);
      float[] left = chunks(a, paddedRows, sizes.rows, sizes.depth, Use.LEFT);
      float[] right = panels();
      for (int panel = 0; panel < panels; panel++) {
        for (int piece = 0; piece < pieces; piece++) {
          int from = piece * Chunks.LENGTH;
          int depth = Math.min(Chunks.LENGTH, sizes.depth - from);
          for (int row = 0; row < paddedRows; row += Products.ROWS) {
            int at = row * stride + panel * Products.COLUMNS;
            Products.rows(
                left,
                (piece * paddedRows + row) * Chunks.LENGTH,
                depth,
                right,
                (panel * sizes.depth + from) * Products.COLUMNS,
                sums,
                at,
                stride,
                sums,
                at,
                stride);
          }
        }
      }
      return stride == sizes.columns ? sums : result(stride, Products.COLUMNS);
    }

    float[] transposedProducts() {
      float[] left = chunks(a, sizes.depth, sizes.depth, sizes.rows, Use.LEFT);
      float[] right = chunks(b, sizes.depth, sizes.depth, sizes.columns, Use.RIGHT);
      int stride = sizes.depth * Chunks.LENGTH;
      for (int panel = 0; panel < panels; panel++) {
        for (int row = 0; row < paddedRows; row += TransposedProducts.ROWS) {
          TransposedProducts.add(
              left,
              Chunks.offset(row, stride),
              right,
              Chunks.offset(panel * Products.COLUMNS, stride),
              sizes.depth,
              sums,
              (panel * paddedRows + row) * Products.COLUMNS);
        }
      }
      return result(Products.COLUMNS, paddedRows * Products.COLUMNS);
    }

    /** Rows cut into pieces; behind the last number of each is anything. */
    private float[] chunks(float[] matrix, int padded, int rows, int columns, Use use) {
      float[] target = scratch.array(use, Chunks.count(columns) * padded * Chunks.LENGTH);
      for (int from = 0; from < columns; from += Chunks.LENGTH) {
        int count = Math.min(Chunks.LENGTH, columns - from);
        for (int row = 0; row < rows; row++) {
          int to = Chunks.offset(from, padded * Chunks.LENGTH) + row * Chunks.LENGTH;
          System.arraycopy(matrix, row * columns + from, target, to, count);
        }
      }
      return target;
    }

    /** The second operand's rows, a panel of columns after the other. */
    private float[] panels() {
      float[] target = scratch.array(Use.RIGHT, panels * sizes.depth * Products.COLUMNS);
      for (int panel = 0; panel < panels; panel++) {
        int from = panel * Products.COLUMNS;
        int count = Math.min(Products.COLUMNS, sizes.columns - from);
        int to = panel * sizes.depth * Products.COLUMNS;
        for (int i = 0; i < sizes.depth; i++) {
          if (sizes.transposeB) {
            for (int j = 0; j < count; j++) {
              target[to + i * Products.COLUMNS + j] = b[(from + j) * sizes.depth + i];
            }
          } else {
            int row = i * sizes.columns + from;
            System.arraycopy(b, row, target, to + i * Products.COLUMNS, count);
          }
        }
      }
      return target;
    }

    /** The sums without what rows and columns were filled up with. */
    private float[] result(int ofRow, int ofPanel) {
      float[] target = scratch.array(Use.PRODUCTS, sizes.rows * sizes.columns);
      for (int panel = 0; panel < panels; panel++) {
        int from = panel * Products.COLUMNS;
        int count = Math.min(Products.COLUMNS, sizes.columns - from);
        for (int row = 0; row < sizes.rows; row++) {
          int at = row * ofRow + panel * ofPanel;
          System.arraycopy(sums, at, target, row * sizes.columns + from, count);
        }
      }
      return target;
    }
  }
}
