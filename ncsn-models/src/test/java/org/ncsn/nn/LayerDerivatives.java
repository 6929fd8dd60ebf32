package org.ncsn.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.autograd.Gradients;
import org.ncsn.golden.Golden;
import org.ncsn.tensor.Tensor;

/**
 * All that a file of a golden case tells of a layer, and the same computed here. With L = sum(w *
 * out): the output, the gradient g of L, the gradient of S = sum(u * g_x), and the output's
 * derivative along u, which is the gradient of S with respect to w.
 */
final class LayerDerivatives {
  private final GoldenLayers.Block block;
  private final List<Parameter> parameters;
  private final List<String> inputNames = new ArrayList<>();
  private final Map<String, HostArray> file;
  private final DType dtype;

  private LayerDerivatives(GoldenLayers.Case layer, DType dtype) {
    Parameters declared = Parameters.empty();
    this.block = layer.maker().apply(declared);
    this.parameters = declared.list();
    this.file = Golden.npz(layer.folder(), layer.file() + ".npz");
    this.dtype = dtype;
    file.keySet().stream().filter(name -> name.matches("x\\d?")).forEach(inputNames::add);
  }

  static LayerDerivatives of(GoldenLayers.Case layer, DType dtype) {
    return new LayerDerivatives(layer, dtype);
  }

  /** Arguments of {@link #compute}: inputs, directions, parameters, w, and labels if there are. */
  List<HostArray> inputs() {
    List<HostArray> arrays = new ArrayList<>();
    inputNames.forEach(name -> arrays.add(images(name)));
    inputNames.forEach(name -> arrays.add(images(name.replace('x', 'u'))));
    arrays.addAll(weights("param."));
    arrays.add(images("w"));
    if (file.containsKey("labels")) {
      arrays.add(file.get("labels"));
    }
    return arrays;
  }

  /** Computes what {@link #expected} lists, in its order. */
  List<Tensor> compute(List<Tensor> arguments) {
    int count = inputNames.size();
    int end = 2 * count + parameters.size();
    List<Tensor> xs = watched(arguments.subList(0, count));
    List<Tensor> directions = arguments.subList(count, 2 * count);
    List<Tensor> weights = watched(arguments.subList(2 * count, end));
    Tensor w = arguments.get(end).watched();
    Condition condition =
        end + 1 < arguments.size() ? Condition.level(arguments.get(end + 1)) : Condition.NONE;

    Tensor out = block.apply(new Pass(new Weights(weights), condition), xs);
    Tensor scalar = out.multiply(w).sum();
    Tensor slope = null;
    for (int i = 0; i < count; i++) {
      Tensor gradient = Gradients.differentiable(scalar, xs.get(i));
      Tensor along = gradient.multiply(directions.get(i)).sum();
      slope = slope == null ? along : slope.add(along);
    }
    List<Tensor> variables = new ArrayList<>(xs);
    variables.addAll(weights);
    List<Tensor> results = new ArrayList<>(List.of(out.detached()));
    results.addAll(Gradients.of(scalar, variables));
    variables.add(w);
    results.addAll(Gradients.of(slope, variables));
    return results;
  }

  /** What the file says, in our order of axes. */
  Map<String, HostArray> expected() {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    arrays.put("out", images("out"));
    for (String kind : List.of("grad", "second")) {
      inputNames.forEach(name -> arrays.put(kind + "_" + name, images(kind + "_" + name)));
      List<HostArray> values = weights(kind + ".");
      parameters.forEach(p -> arrays.put(kind + "." + p.name(), values.get(p.index())));
    }
    arrays.put("jvp", images("jvp"));
    return arrays;
  }

  private HostArray images(String name) {
    return TorchArrays.images(file.get(name), dtype);
  }

  private List<HostArray> weights(String prefix) {
    Map<String, HostArray> values = new LinkedHashMap<>();
    file.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            values.put(name.substring(prefix.length()), value);
          }
        });
    return TorchArrays.weights(parameters, values, dtype);
  }

  private static List<Tensor> watched(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::watched).toList();
  }
}
