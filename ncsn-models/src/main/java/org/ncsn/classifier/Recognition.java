package org.ncsn.classifier;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.data.Classes;
import org.ncsn.data.Dataset;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.nn.Arguments.WeightGroup;
import org.ncsn.nn.Classifier;
import org.ncsn.nn.Condition;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;

/** What a classifier takes the samples of a data set for, some at a time. */
public final class Recognition {
  private final Backend backend;
  private final Classifier network;
  private final HostWeights weights;

  /**
   * @param weights of the element type of the samples
   */
  public Recognition(Backend backend, Classifier network, HostWeights weights) {
    this.backend = backend;
    this.network = network;
    this.weights = weights;
  }

  /**
   * Compares what samples are taken for with what they are.
   *
   * @param samples as the network takes them, with their classes
   * @param batch how many are looked at at once, at least 1
   * @param progress told how many samples are done
   * @throws IllegalArgumentException if the classes of the samples are not known
   */
  public ConfusionMatrix confusion(Dataset samples, int batch, IntConsumer progress) {
    Classes known =
        samples
            .classes()
            .orElseThrow(
                () -> new IllegalArgumentException("recognition: the samples have no classes"));
    int[] shown = IntStream.range(0, samples.size()).map(known::at).toArray();
    return ConfusionMatrix.of(network.classes(), shown, of(samples, batch, progress));
  }

  /**
   * The likeliest class of each sample.
   *
   * @param samples as the network takes them
   * @param batch how many are looked at at once, at least 1
   * @param progress told how many samples are done
   */
  public int[] of(Dataset samples, int batch, IntConsumer progress) {
    int[] recognised = new int[samples.size()];
    int whole = samples.size() / batch * batch;
    try (Scope scope = Scope.open()) {
      Weights values = weights.on(backend);
      recognise(samples, new Part(0, whole, batch, values), recognised, progress);
      int rest = samples.size() - whole;
      recognise(samples, new Part(whole, samples.size(), rest, values), recognised, progress);
    }
    return recognised;
  }

  /** Samples from one number up to another, so many at a time without a rest. */
  private record Part(int from, int to, int batch, Weights weights) {}

  private void recognise(Dataset samples, Part part, int[] recognised, IntConsumer progress) {
    if (part.from == part.to) {
      return;
    }
    TensorType type = samples.batch(part.from).type();
    Arguments arguments = new Arguments();
    WeightGroup values = arguments.weights(network, type.dtype());
    Group images = arguments.one(type.with(type.shape().with(0, part.batch)));
    try (CompiledProgram program =
        backend.compile(
            "recognition",
            arguments.types(),
            in ->
                List.of(
                    network.classify(new Pass(values.of(in), Condition.NONE), images.only(in))))) {
      for (int from = part.from; from < part.to; from += part.batch) {
        int[] indices = IntStream.range(from, from + part.batch).toArray();
        try (Scope step = Scope.open()) {
          HostArray logits =
              program
                  .run(
                      arguments.values(
                          values.with(part.weights),
                          images.with(backend.tensor(samples.batch(indices)))))
                  .get(0)
                  .toHost();
          for (int i = 0; i < part.batch; i++) {
            recognised[from + i] = likeliest(logits, i);
          }
        }
        progress.accept(from + part.batch);
      }
    }
  }

  /** The first of the largest of a row. */
  private static int likeliest(HostArray logits, int row) {
    int count = logits.shape().extent(1);
    int best = 0;
    for (int k = 1; k < count; k++) {
      if (logits.at(row * count + k) > logits.at(row * count + best)) {
        best = k;
      }
    }
    return best;
  }
}
