package org.ncsn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Parameter;

/** Arrays of the reference data, as PyTorch has them, in our order of axes. */
public final class TorchArrays {
  private TorchArrays() {}

  /** Images {@code [N,H,W,C]} of {@code [N,C,H,W]}; what has another rank stays. */
  public static HostArray images(HostArray torch, DType dtype) {
    HostArray ours = torch.shape().rank() == 4 ? torch.transpose(0, 2, 3, 1) : torch;
    return ours.to(dtype);
  }

  /** The entry of a first axis. */
  public static HostArray entry(HostArray array, int index) {
    int[] extents = array.shape().extents();
    Shape shape = Shape.of(Arrays.copyOfRange(extents, 1, extents.length));
    HostArray entry = HostArray.zeros(new TensorType(DType.FLOAT64, shape));
    for (int i = 0; i < shape.intSize(); i++) {
      entry.doubles()[i] = array.at(index * shape.intSize() + i);
    }
    return entry.to(array.dtype());
  }

  /** The value of every parameter in our layout; names, order and shapes must be the file's. */
  public static List<HostArray> weights(
      List<Parameter> parameters, Map<String, HostArray> file, DType dtype) {
    assertThat(parameters.stream().map(Parameter::name)).containsExactlyElementsOf(file.keySet());
    return parameters.stream()
        .map(
            parameter -> {
              HostArray ours = parameter.layout().fromTorch(file.get(parameter.name()));
              assertThat(ours.shape()).as(parameter.name()).isEqualTo(parameter.shape());
              return ours.to(dtype);
            })
        .toList();
  }
}
