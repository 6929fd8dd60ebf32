package org.ncsn.nn;

import java.util.List;
import java.util.Map;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;

/** What is trained, saved and exported: declarations of arrays, whose values are elsewhere. */
public interface Network {
  /** What it learns, in PyTorch's order. */
  List<Parameter> parameters();

  /** What it keeps of the batches that it has seen. */
  default List<Buffer> buffers() {
    return List.of();
  }

  /**
   * What PyTorch's state dicts of it begin with although nothing is computed with it: arrays that
   * are known beforehand, by name, of the type that they have there.
   */
  default Map<String, HostArray> recorded() {
    return Map.of();
  }

  /** Where it drops features in training. */
  default List<DropMask> masks() {
    return List.of();
  }

  /** Types of the parameters' values. */
  default List<TensorType> parameterTypes(DType dtype) {
    return parameters().stream()
        .map(parameter -> new TensorType(dtype, parameter.shape()))
        .toList();
  }

  /** Types of the buffers' values. */
  default List<TensorType> bufferTypes(DType dtype) {
    return buffers().stream().map(buffer -> new TensorType(dtype, buffer.shape())).toList();
  }
}
