package org.ncsn.backend.nd4j.vector;

import static org.ncsn.backend.nd4j.vector.WinogradSizes.POSITIONS;
import static org.ncsn.backend.nd4j.vector.WinogradSizes.TAPS;

import java.util.Arrays;
import java.util.List;
import org.ncsn.backend.nd4j.vector.Scratch.Use;

/**
 * Transforms a convolution's kernel {@code [3,3,inputs,outputs]} for {@link WinogradConvolution}:
 * for each position and block of columns the rows of a matrix.
 */
public record WinogradKernel(WinogradSizes sizes) implements JavaKernel {
  @Override
  public void run(List<FloatMemory> operands, List<FloatMemory> results, Workers workers) {
    int parts = Math.min(workers.count(), sizes.inputs());
    workers.run(
        parts,
        part -> {
          Scratch scratch = workers.scratch(part);
          for (int input = part; input < sizes.inputs(); input += parts) {
            transform(input, operands.get(0), results.get(0), scratch);
          }
        });
  }

  private void transform(int input, FloatMemory kernel, FloatMemory result, Scratch scratch) {
    int outputs = sizes.outputs();
    int columns = sizes.columnBlocks() * Products.COLUMNS;
    float[] taps = scratch.array(Use.PATCH, TAPS * TAPS * columns);
    float[] half = scratch.array(Use.HALF, WinogradPoints.HALF * Lanes.COUNT);
    float[] transformed = scratch.array(Use.PRODUCTS, POSITIONS * columns);
    for (int tap = 0; tap < TAPS * TAPS; tap++) {
      kernel.read((tap * sizes.inputs() + input) * outputs, taps, tap * columns, outputs);
      Arrays.fill(taps, tap * columns + outputs, (tap + 1) * columns, 0);
    }
    KernelTransform.of(taps, columns, half, transformed);
    for (int position = 0; position < POSITIONS; position++) {
      for (int block = 0; block < sizes.columnBlocks(); block++) {
        result.write(
            sizes.panel(position, block) + input * Products.COLUMNS,
            transformed,
            position * columns + block * Products.COLUMNS,
            Products.COLUMNS);
      }
    }
  }
}
