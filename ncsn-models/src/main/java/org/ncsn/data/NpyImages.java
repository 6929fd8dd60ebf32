package org.ncsn.data;

import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.format.NpyRows;

/**
 * Images of an {@code .npy} file {@code [N,H,W,C]}, which need not fit into memory: bytes from 0 to
 * 255, or floating-point numbers, which stay as they are.
 */
public final class NpyImages implements Dataset, AutoCloseable {
  private static final int GREY = 1;
  private static final int COLOURS = 3;
  private static final float LARGEST_BYTE = 255f;

  private final NpyRows rows;

  private NpyImages(NpyRows rows) {
    this.rows = rows;
  }

  /**
   * Opens a file.
   *
   * @throws UserError if it is missing, damaged or of other arrays
   */
  public static NpyImages open(Path file) {
    NpyRows rows = NpyRows.open(file);
    if (!areImages(rows)) {
      TensorType found = rows.type();
      rows.close();
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: holds %s, not images [N,H,W,C] of 1 or 3 channels, uint8, float32 or float64;"
                  + " move its axes, or save it as one of these",
              file,
              found));
    }
    return new NpyImages(rows);
  }

  private static boolean areImages(NpyRows rows) {
    Shape shape = rows.type().shape();
    boolean hasType = rows.isOfBytes() || rows.type().dtype().isFloating();
    return hasType
        && shape.rank() == 4
        && shape.size() > 0
        && (shape.extent(3) == GREY || shape.extent(3) == COLOURS);
  }

  @Override
  public int size() {
    return rows.type().shape().extent(0);
  }

  @Override
  public Shape sampleShape() {
    int[] extents = rows.type().shape().extents();
    return Shape.of(extents[1], extents[2], extents[3]);
  }

  @Override
  public HostArray batch(int... indices) {
    Shape shape = rows.type().shape().with(0, indices.length);
    HostArray batch = HostArray.zeros(new TensorType(DType.FLOAT32, shape));
    int length = sampleShape().intSize();
    int done = 0;
    while (done < indices.length) {
      int count = consecutive(indices, done);
      HostArray read = rows.read(indices[done], count);
      HostArray.copy(values(read), 0, batch, done * length, count * length);
      done += count;
    }
    return batch;
  }

  /** How many numbers from a place on follow each other. */
  private static int consecutive(int[] numbers, int from) {
    int to = from + 1;
    while (to < numbers.length && numbers[to] == numbers[to - 1] + 1) {
      to++;
    }
    return to - from;
  }

  private HostArray values(HostArray read) {
    HostArray values = read.to(DType.FLOAT32);
    if (rows.isOfBytes()) {
      for (int i = 0; i < values.floats().length; i++) {
        values.floats()[i] /= LARGEST_BYTE;
      }
    }
    return values;
  }

  @Override
  public void close() {
    rows.close();
  }
}
