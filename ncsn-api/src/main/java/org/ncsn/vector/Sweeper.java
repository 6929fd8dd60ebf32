package org.ncsn.vector;

import java.util.List;
import org.ncsn.vector.BlockKernel.Place;
import org.ncsn.vector.Result.Stored;
import org.ncsn.vector.Result.Sum;

/** One thread's share of a sweep. */
final class Sweeper {
  private final SweepKernel kernel;
  private final Space space;
  private final FloatMemory[] read;
  private final FloatMemory[] written;
  private final List<float[]> sums;
  private final Access[] accesses;
  private final int[] inputs;
  private final BlockKernel[] kernels;
  private final Place[] places;
  private final Result[] results;
  private final int size;
  private final float[] blocks;
  private int image = -1;

  Sweeper(
      SweepKernel kernel,
      List<FloatMemory> read,
      List<FloatMemory> written,
      List<float[]> sums,
      Scratch scratch) {
    this.kernel = kernel;
    this.space = kernel.space();
    this.read = read.toArray(FloatMemory[]::new);
    this.written = written.toArray(FloatMemory[]::new);
    this.sums = sums;
    this.accesses = kernel.operands().toArray(Access[]::new);
    this.inputs = kernel.inputs().stream().mapToInt(Integer::intValue).toArray();
    this.results = kernel.results().toArray(Result[]::new);
    this.size = space.blockSize();
    this.kernels =
        kernel.code().stream().map(code -> code.op().kernel()).toArray(BlockKernel[]::new);
    this.places =
        kernel.code().stream()
            .map(code -> code.at(size, space.width(), scratch()))
            .toArray(Place[]::new);
    this.blocks =
        scratch.array(
            Scratch.Use.BLOCKS, (kernel.blocks() + results.length + 1) * size + Lanes.COUNT);
  }

  /** Sweeps over one part of an image. */
  void sweep(int part) {
    int now = part / space.partsOfImage();
    int first = part % space.partsOfImage() * space.rowsOfPart();
    int end = Math.min(space.rows(), first + space.rowsOfPart());
    readTiles(now);
    for (int i = 0; i < results.length; i++) {
      if (results[i] instanceof Sum sum) {
        Sums.begin(sum.fold(), blocks, sumAt(i), size);
      }
    }
    int rows = space.rowsOfBlock();
    for (int row = first; row < end; row += rows) {
      block(row, Math.min(rows, end - row));
    }
    for (int i = 0; i < results.length; i++) {
      if (results[i] instanceof Sum sum && !sum.kept().rows()) {
        finish(sum, sumAt(i), sums.get(i), part);
      }
    }
  }

  /** What is the same for all rows of an image is read once. */
  private void readTiles(int now) {
    boolean isFirst = image < 0;
    if (image == now) {
      return;
    }
    image = now;
    for (int i = 0; i < accesses.length; i++) {
      if (accesses[i].isTile() && (isFirst || accesses[i].images())) {
        accesses[i].read(read[i], space, image, 0, space.rowsOfBlock(), blocks, inputs[i] * size);
      }
    }
  }

  private void block(int row, int rows) {
    for (int i = 0; i < accesses.length; i++) {
      if (!accesses[i].isTile()) {
        accesses[i].read(read[i], space, image, row, rows, blocks, inputs[i] * size);
      }
    }
    int count = rows * space.width();
    for (int i = 0; i < kernels.length; i++) {
      kernels[i].run(blocks, places[i], count);
    }
    for (int i = 0; i < results.length; i++) {
      if (results[i] instanceof Stored stored) {
        int to = Access.FULL.offset(space, image, row);
        written[i].write(to, blocks, stored.block() * size, count);
      } else if (results[i] instanceof Sum sum && !sum.kept().rows()) {
        Sums.add(sum.fold(), blocks, sumAt(i), sum.block() * size, count);
      } else if (results[i] instanceof Sum sum) {
        sumRows(sum, written[i], row, rows, sumAt(i));
      }
    }
  }

  private void sumRows(Sum sum, FloatMemory target, int row, int rows, int at) {
    Sums.ofRows(sum.fold(), blocks, sum.block() * size, rows, space.width(), scratch(), at);
    for (int i = 0; i < rows; i++) {
      blocks[at + i] *= sum.factor();
    }
    target.write(sum.kept().offset(space, image, row), blocks, at, rows);
  }

  private void finish(Sum sum, int at, float[] parts, int part) {
    int rows = space.rowsOfBlock();
    if (sum.kept().width()) {
      Sums.foldRows(sum.fold(), blocks, at, rows, space.width());
      System.arraycopy(blocks, at, parts, part * space.width(), space.width());
    } else {
      parts[part] = Sums.folded(sum.fold(), blocks, at, rows * space.width());
    }
  }

  private int scratch() {
    return (kernel.blocks() + results.length) * size;
  }

  private int sumAt(int result) {
    return (kernel.blocks() + result) * size;
  }
}
