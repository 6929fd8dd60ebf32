package org.ncsn.vector;

import static org.ncsn.vector.WinogradSizes.POSITIONS;
import static org.ncsn.vector.WinogradSizes.TILE;

import java.util.List;
import org.ncsn.vector.Scratch.Use;

/**
 * A convolution by Winograd's algorithm: images, a kernel that {@link WinogradKernel} has
 * transformed and, if there is one, a bias {@code [outputs]}. A tile takes 36 multiplications for
 * each pair of channels instead of 144.
 */
public record WinogradConvolution(WinogradSizes sizes) implements JavaKernel {
  private static final float[] ZEROS = new float[Products.COLUMNS];

  @Override
  public String label() {
    return "winograd_convolution";
  }

  @Override
  public void run(List<FloatMemory> operands, List<FloatMemory> results, Workers workers) {
    int columns = sizes.columnBlocks() * Products.COLUMNS;
    float[] bias = new float[columns];
    if (operands.size() > 2) {
      operands.get(2).read(0, bias, 0, sizes.outputs());
    }
    TileBlocks blocks = TileBlocks.of(sizes.tiles(), sizes.inputs() + columns, workers.count());
    int parts = Math.min(workers.count(), blocks.count());
    workers.run(
        parts,
        part -> {
          Part of =
              new Part(
                  sizes,
                  blocks,
                  new Patches(operands.get(0), sizes.height(), sizes.width(), sizes.inputs()),
                  operands.get(1),
                  bias,
                  new Patches(results.get(0), sizes.outHeight(), sizes.outWidth(), sizes.outputs()),
                  workers.scratch(part));
          for (int block = part; block < blocks.count(); block += parts) {
            of.compute(block);
          }
        });
  }

  /** What one thread does. */
  private static final class Part {
    private final WinogradSizes sizes;
    private final TileBlocks blocks;
    private final Patches images;
    private final FloatMemory kernel;
    private final float[] bias;
    private final Patches result;
    private final int columns;
    private final int stride;
    private final int chunkStride;
    private final int productStride;
    private final float[] patch;
    private final float[] half;
    private final float[] panel;
    private final float[] patches;
    private final float[] products;

    Part(
        WinogradSizes sizes,
        TileBlocks blocks,
        Patches images,
        FloatMemory kernel,
        float[] bias,
        Patches result,
        Scratch scratch) {
      this.sizes = sizes;
      this.blocks = blocks;
      this.images = images;
      this.kernel = kernel;
      this.bias = bias;
      this.result = result;
      this.columns = bias.length;
      this.chunkStride = blocks.length() * Chunks.LENGTH;
      this.stride = blocks.stride(Chunks.count(sizes.inputs()) * Chunks.LENGTH);
      this.productStride = blocks.stride(columns);
      this.patch =
          scratch.array(Use.PATCH, Tiles.mostPixels(sizes) * Math.max(images.padded(), columns));
      this.half = scratch.array(Use.HALF, Tiles.mostPixels(sizes) * Lanes.COUNT);
      this.panel = scratch.array(Use.RIGHT, sizes.inputs() * Products.COLUMNS);
      this.patches = scratch.array(Use.LEFT, POSITIONS * stride);
      this.products = scratch.array(Use.PRODUCTS, POSITIONS * productStride);
    }

    void compute(int block) {
      int first = blocks.first(block);
      int size = blocks.size(block);
      for (int tile = 0; tile < size; ) {
        Tiles run = Tiles.from(first + tile, size - tile, sizes);
        run.readPatches(images, sizes, patch);
        InputTransform.of(
            patch,
            run.count(),
            images.padded(),
            half,
            patches,
            tile * Chunks.LENGTH,
            stride,
            chunkStride);
        tile += run.count();
      }
      for (int position = 0; position < POSITIONS; position++) {
        for (int column = 0; column < sizes.columnBlocks(); column++) {
          multiply(position, column, size);
        }
      }
      for (int tile = 0; tile < size; ) {
        Tiles run = Tiles.from(first + tile, size - tile, sizes);
        OutputTransform.of(
            products, tile * columns, productStride, run.count(), columns, bias, half, patch);
        int wide = Tiles.columns(run.count());
        result.write(run.image(), run.row(), run.column(), TILE, wide, columns, patch);
        tile += run.count();
      }
    }

    /** The products of a position for a block of columns; of rows beyond the last nobody asks. */
    private void multiply(int position, int column, int size) {
      int inputs = sizes.inputs();
      kernel.read(sizes.panel(position, column), panel, 0, inputs * Products.COLUMNS);
      int place = position * productStride + column * Products.COLUMNS;
      for (int from = 0; from < inputs; from += Chunks.LENGTH) {
        int depth = Math.min(Chunks.LENGTH, inputs - from);
        int chunk = position * stride + Chunks.offset(from, chunkStride);
        boolean begins = from == 0;
        for (int tile = 0; tile < size; tile += Products.ROWS) {
          int target = place + tile * columns;
          Products.rows(
              patches,
              chunk + tile * Chunks.LENGTH,
              depth,
              panel,
              from * Products.COLUMNS,
              begins ? ZEROS : products,
              begins ? 0 : target,
              begins ? 0 : columns,
              products,
              target,
              columns);
        }
      }
    }
  }
}
