package org.ncsn.resnet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.golden.Golden;
import org.ncsn.nn.HostWeights;

/** The narrow classifier of which the official code's answers are known. */
public final class GoldenWideResNet {
  private GoldenWideResNet() {}

  /** The network. */
  public static WideResNet network() {
    return new WideResNet(ChannelNorm.CIFAR10, 1, 1, 4);
  }

  /** Its parameters, and its random frequencies. */
  public static HostWeights weights(DType dtype) {
    Map<String, HostArray> values =
        new LinkedHashMap<>(Golden.npz("sde_jax", "classifier_params.npz"));
    List<HostArray> buffers =
        network().buffers().stream().map(buffer -> values.remove(buffer.name()).to(dtype)).toList();
    return new HostWeights(TorchArrays.weights(network().parameters(), values, dtype), buffers);
  }
}
