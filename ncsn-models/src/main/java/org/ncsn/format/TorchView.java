package org.ncsn.format;

import java.io.IOException;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/** A tensor as PyTorch pickles it: a strided window on a storage. */
final class TorchView {
  private final TorchStorage storage;
  private final int offset;
  private final Shape shape;
  private final int[] strides;

  private TorchView(TorchStorage storage, int offset, Shape shape, int[] strides) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }

  /**
   * A view that stays within its storage.
   *
   * @throws IOException if it does not, or repeats elements so that it is larger than the storage
   */
  static TorchView of(TorchStorage storage, long offset, long[] extents, long[] strides)
      throws IOException {
    Shape shape = ElementEncoding.shape(extents);
    if (extents.length != strides.length) {
      throw new IOException("a tensor of shape " + shape + " has " + strides.length + " strides");
    }
    if (shape.size() > storage.count()) {
      throw new IOException("a tensor of shape " + shape + " is larger than its storage");
    }
    int[] steps = new int[strides.length];
    long last = within(offset, storage);
    for (int axis = 0; axis < steps.length && shape.size() > 0; axis++) {
      // An axis of extent 1 is never stepped along, and its stride may be anything.
      if (extents[axis] > 1) {
        steps[axis] = (int) within(strides[axis], storage);
        last = within(last + (extents[axis] - 1) * steps[axis], storage);
      }
    }
    if (shape.size() > 0 && last >= storage.count()) {
      throw new IOException("a tensor of shape " + shape + " reaches beyond its storage");
    }
    return new TorchView(storage, (int) offset, shape, steps);
  }

  private static long within(long index, TorchStorage storage) throws IOException {
    if (index < 0 || index > storage.count()) {
      throw new IOException("a tensor reaches beyond its storage");
    }
    return index;
  }

  Shape shape() {
    return shape;
  }

  /** The elements in row-major order. */
  HostArray toArray() {
    HostArray source = storage.elements();
    if (offset == 0 && shape.size() == storage.count() && isContiguous()) {
      return source.reshape(shape);
    }
    HostArray target = HostArray.zeros(new TensorType(storage.encoding().dtype(), shape));
    int[] position = new int[shape.rank()];
    int from = offset;
    int length = shape.intSize();
    for (int to = 0; to < length; to++) {
      switch (source.dtype()) {
        case FLOAT32 -> target.floats()[to] = source.floats()[from];
        case FLOAT64 -> target.doubles()[to] = source.doubles()[from];
        case INT32 -> target.ints()[to] = source.ints()[from];
      }
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        from += strides[axis];
        if (++position[axis] < shape.extent(axis)) {
          break;
        }
        from -= strides[axis] * shape.extent(axis);
        position[axis] = 0;
      }
    }
    return target;
  }

  private boolean isContiguous() {
    int[] dense = shape.strides();
    for (int axis = 0; axis < dense.length; axis++) {
      if (shape.extent(axis) > 1 && strides[axis] != dense[axis]) {
        return false;
      }
    }
    return true;
  }
}
