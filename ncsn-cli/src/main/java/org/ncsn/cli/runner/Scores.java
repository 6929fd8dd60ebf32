package org.ncsn.cli.runner;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Shape;
import org.ncsn.tensor.Tensor;
import org.ncsn.tensor.TensorType;

/** A network's scores of given images, some at a time. */
public final class Scores {
  private final Backend backend;
  private final ScoreNetwork network;
  private final List<HostArray> weights;

  /**
   * @param weights values of the network's parameters, of the element type of the images
   */
  public Scores(Backend backend, ScoreNetwork network, List<HostArray> weights) {
    this.backend = backend;
    this.network = network;
    this.weights = weights;
  }

  /**
   * The scores.
   *
   * @param images {@code [N,H,W,C]}, at least one
   * @param labels index of each image's noise level, {@code int32 [N]}
   * @param batch how many images are scored at once
   * @return of the type of the images
   */
  public HostArray of(HostArray images, HostArray labels, int batch) {
    int count = images.shape().extent(0);
    HostArray scores = HostArray.zeros(images.type());
    try (Scope scope = Scope.open()) {
      List<Tensor> onEngine = weights.stream().map(backend::tensor).toList();
      int whole = count / batch * batch;
      score(onEngine, images, labels, new Part(0, whole, batch), scores);
      score(onEngine, images, labels, new Part(whole, count, count - whole), scores);
    }
    return scores;
  }

  /** Images from one number up to another, so many at a time without a rest. */
  private record Part(int from, int to, int batch) {}

  private void score(
      List<Tensor> onEngine, HostArray images, HostArray labels, Part part, HostArray scores) {
    if (part.from == part.to) {
      return;
    }
    int size = images.shape().intSize() / images.shape().extent(0);
    try (Scope scope = Scope.open();
        CompiledProgram program = program(onEngine, images, labels, part.batch)) {
      for (int from = part.from; from < part.to; from += part.batch) {
        try (Scope step = Scope.open()) {
          List<Tensor> inputs = new ArrayList<>(onEngine);
          inputs.add(backend.tensor(slice(images, from, part.batch)));
          inputs.add(backend.tensor(slice(labels, from, part.batch)));
          HostArray found = program.run(inputs).get(0).toHost();
          System.arraycopy(elements(found), 0, elements(scores), from * size, part.batch * size);
        }
      }
    }
  }

  private CompiledProgram program(
      List<Tensor> onEngine, HostArray images, HostArray labels, int batch) {
    List<TensorType> types = new ArrayList<>();
    onEngine.forEach(weight -> types.add(weight.type()));
    types.add(images.type().with(images.shape().with(0, batch)));
    types.add(labels.type().with(Shape.of(batch)));
    int parameters = onEngine.size();
    return backend.compile(
        "score",
        types,
        in ->
            List.of(
                network.score(
                    new Pass(new Weights(in.subList(0, parameters)), in.get(parameters + 1)),
                    in.get(parameters))));
  }

  private static HostArray slice(HostArray array, int from, int count) {
    int size = array.shape().intSize() / array.shape().extent(0);
    HostArray part = HostArray.zeros(array.type().with(array.shape().with(0, count)));
    System.arraycopy(elements(array), from * size, elements(part), 0, count * size);
    return part;
  }

  private static Object elements(HostArray array) {
    return switch (array.dtype()) {
      case FLOAT32 -> array.floats();
      case FLOAT64 -> array.doubles();
      case INT32 -> array.ints();
    };
  }
}
