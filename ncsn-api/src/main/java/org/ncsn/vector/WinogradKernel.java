package org.ncsn.vector;

import static org.ncsn.vector.WinogradSizes.POSITIONS;
import static org.ncsn.vector.WinogradSizes.TAPS;

import java.util.Arrays;
import java.util.List;
import org.ncsn.vector.Scratch.Use;

/**
 * Transforms a convolution's kernel {@code [3,3,inputs,outputs]} for {@link WinogradConvolution}:
 * for each position and block of columns the rows of a matrix.
 */
public record WinogradKernel(WinogradSizes sizes) implements JavaKernel {
  /** Rows that are put together, so that they are written in few pieces. */
  private static final int ROWS = 8;

  @Override
  public String label() {
    return "winograd_kernel";
  }

  @Override
  public void run(List<FloatMemory> operands, List<FloatMemory> results, Workers workers) {
    int groups = (sizes.inputs() + ROWS - 1) / ROWS;
    int parts = Math.min(workers.count(), groups);
    workers.run(
        parts,
        part -> {
          Scratch scratch = workers.scratch(part);
          for (int group = part; group < groups; group += parts) {
            transform(group * ROWS, operands.get(0), results.get(0), scratch);
          }
        });
  }

  private void transform(int first, FloatMemory kernel, FloatMemory result, Scratch scratch) {
    int rows = Math.min(ROWS, sizes.inputs() - first);
    int columns = sizes.columnBlocks() * Products.COLUMNS;
    int block = rows * Products.COLUMNS;
    float[] taps = scratch.array(Use.PATCH, TAPS * TAPS * columns);
    float[] half = scratch.array(Use.HALF, WinogradPoints.HALF * Lanes.COUNT);
    float[] transformed = scratch.array(Use.PRODUCTS, POSITIONS * columns * rows);
    for (int row = 0; row < rows; row++) {
      read(first + row, kernel, taps, columns);
      KernelTransform.of(
          taps, columns, half, transformed, row * Products.COLUMNS, columns * rows, block);
    }
    for (int panel = 0; panel < POSITIONS * sizes.columnBlocks(); panel++) {
      int target = (panel * sizes.inputs() + first) * Products.COLUMNS;
      result.write(target, transformed, panel * block, block);
    }
  }

  /** The taps of an input, with zeros where there are more columns than outputs. */
  private void read(int input, FloatMemory kernel, float[] taps, int columns) {
    int outputs = sizes.outputs();
    for (int tap = 0; tap < TAPS * TAPS; tap++) {
      kernel.read((tap * sizes.inputs() + input) * outputs, taps, tap * columns, outputs);
      Arrays.fill(taps, tap * columns + outputs, (tap + 1) * columns, 0);
    }
  }
}
