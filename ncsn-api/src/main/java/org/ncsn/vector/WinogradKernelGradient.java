package org.ncsn.vector;

import static org.ncsn.vector.WinogradSizes.POSITIONS;
import static org.ncsn.vector.WinogradSizes.TAPS;
import static org.ncsn.vector.WinogradSizes.TILE;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.vector.Scratch.Use;

/**
 * The gradient at a convolution's kernel by Winograd's algorithm: of images and cotangents, a
 * kernel {@code [3,3,inputs,outputs]}. Each thread sums over the same tiles each time, so that the
 * same number of threads gives the same bits.
 */
public record WinogradKernelGradient(WinogradSizes sizes) implements JavaKernel {
  /** Numbers that the sums of all threads may take, a quarter of a gigabyte. */
  private static final int MOST_SUMS = 1 << 26;

  @Override
  public String label() {
    return "winograd_kernel_gradient";
  }

  @Override
  public void run(List<FloatMemory> operands, List<FloatMemory> results, Workers workers) {
    TileBlocks blocks =
        TileBlocks.of(sizes.tiles(), sizes.inputs() + sizes.outputs(), workers.count());
    int parts =
        Math.min(
            Math.min(workers.count(), blocks.count()), Math.max(1, MOST_SUMS / Part.sums(sizes)));
    workers.run(
        parts,
        part -> {
          Part of = new Part(sizes, blocks, operands, workers.scratch(part));
          for (int block = part; block < blocks.count(); block += parts) {
            of.add(block);
          }
        });
    List<float[]> sums =
        IntStream.range(0, parts)
            .mapToObj(part -> workers.scratch(part).array(Use.SUMS, Part.sums(sizes)))
            .toList();
    int finishing = Math.min(workers.count(), sizes.inputs());
    workers.run(
        finishing,
        part -> {
          for (int input = part; input < sizes.inputs(); input += finishing) {
            finish(input, sums, results.get(0), workers.scratch(part));
          }
        });
  }

  /** Adds what the threads have of one input's row, and transforms it. */
  private void finish(int input, List<float[]> sums, FloatMemory result, Scratch scratch) {
    int columns = sizes.columnBlocks() * Products.COLUMNS;
    float[] row = scratch.array(Use.PRODUCTS, POSITIONS * columns);
    float[] half = scratch.array(Use.HALF, WinogradPoints.HALF * Lanes.COUNT);
    float[] taps = scratch.array(Use.PATCH, TAPS * TAPS * columns);
    for (int position = 0; position < POSITIONS; position++) {
      for (int block = 0; block < sizes.columnBlocks(); block++) {
        int from = Part.place(sizes, position, block) + input * Products.COLUMNS;
        int to = position * columns + block * Products.COLUMNS;
        System.arraycopy(sums.get(0), from, row, to, Products.COLUMNS);
        for (float[] other : sums.subList(1, sums.size())) {
          for (int i = 0; i < Products.COLUMNS; i++) {
            row[to + i] += other[from + i];
          }
        }
      }
    }
    KernelTransform.transposed(row, columns, half, taps);
    for (int tap = 0; tap < TAPS * TAPS; tap++) {
      result.write(
          (tap * sizes.inputs() + input) * sizes.outputs(), taps, tap * columns, sizes.outputs());
    }
  }

  /** What one thread does. */
  private static final class Part {
    private final WinogradSizes sizes;
    private final TileBlocks blocks;
    private final Patches images;
    private final Patches cotangents;
    private final int chunkStride;
    private final int stride;
    private final int cotangentStride;
    private final float[] patch;
    private final float[] half;
    private final float[] patches;
    private final float[] tiles;
    private final float[] sums;

    Part(WinogradSizes sizes, TileBlocks blocks, List<FloatMemory> operands, Scratch scratch) {
      this.sizes = sizes;
      this.blocks = blocks;
      this.images = new Patches(operands.get(0), sizes.height(), sizes.width(), sizes.inputs());
      this.cotangents =
          new Patches(operands.get(1), sizes.outHeight(), sizes.outWidth(), sizes.outputs());
      this.chunkStride = blocks.length() * Chunks.LENGTH;
      this.stride = blocks.stride(Chunks.count(sizes.inputs()) * Chunks.LENGTH);
      this.cotangentStride = blocks.stride(Chunks.count(sizes.outputs()) * Chunks.LENGTH);
      this.patch =
          scratch.array(
              Use.PATCH, Tiles.mostPixels(sizes) * Math.max(images.padded(), cotangents.padded()));
      this.half = scratch.array(Use.HALF, Tiles.mostPixels(sizes) * Lanes.COUNT);
      this.patches = scratch.array(Use.LEFT, POSITIONS * stride);
      this.tiles = scratch.array(Use.RIGHT, POSITIONS * cotangentStride);
      this.sums = scratch.array(Use.SUMS, sums(sizes));
      Arrays.fill(sums, 0, sums(sizes), 0);
    }

    /** Numbers that the sums of all positions take. */
    static int sums(WinogradSizes sizes) {
      return place(sizes, POSITIONS, 0);
    }

    /** Where the sums of a position and a block of columns begin. */
    static int place(WinogradSizes sizes, int position, int block) {
      int rows =
          (sizes.inputs() + TransposedProducts.ROWS - 1)
              / TransposedProducts.ROWS
              * TransposedProducts.ROWS;
      return (position * sizes.columnBlocks() + block) * rows * Products.COLUMNS;
    }

    void add(int block) {
      int first = blocks.first(block);
      int size = blocks.size(block);
      for (int tile = 0; tile < size; ) {
        Tiles run = Tiles.from(first + tile, size - tile, sizes);
        transform(run, tile * Chunks.LENGTH);
        tile += run.count();
      }
      for (int position = 0; position < POSITIONS; position++) {
        for (int column = 0; column < sizes.columnBlocks(); column++) {
          int right =
              position * cotangentStride + Chunks.offset(column * Products.COLUMNS, chunkStride);
          int target = place(sizes, position, column);
          for (int input = 0; input < sizes.inputs(); input += TransposedProducts.ROWS) {
            TransposedProducts.add(
                patches,
                position * stride + Chunks.offset(input, chunkStride),
                tiles,
                right,
                size,
                sums,
                target + input * Products.COLUMNS);
          }
        }
      }
    }

    private void transform(Tiles run, int row) {
      run.readPatches(images, sizes, patch);
      InputTransform.of(
          patch, run.count(), images.padded(), half, patches, row, stride, chunkStride);
      int wide = Tiles.columns(run.count());
      cotangents.read(run.image(), run.row(), run.column(), TILE, wide, patch);
      OutputTransform.transposed(
          patch, run.count(), cotangents.padded(), half, tiles, row, cotangentStride, chunkStride);
    }
  }
}
