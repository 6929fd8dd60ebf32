package org.ncsn.evaluation;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.data.Dataset;
import org.ncsn.data.Prefetch;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.nn.Arguments.WeightGroup;
import org.ncsn.nn.Condition;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Pass;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * A network's features of images, compiled for batches of one size. Images are read and prepared
 * beside the engine, a few batches ahead, so that any number of them takes the memory of these.
 */
public final class FeatureExtractor implements AutoCloseable {
  private final Backend backend;
  private final FeatureNetwork network;
  private final int batch;
  private final TensorType input;
  private final Weights weights;
  private final Arguments arguments = new Arguments();
  private final WeightGroup weightGroup;
  private final Group images;
  private final CompiledProgram program;

  /**
   * @param weights of the network, whose element type is computed in
   * @param batch images at once
   */
  public FeatureExtractor(Backend backend, FeatureNetwork network, HostWeights weights, int batch) {
    this.backend = backend;
    this.network = network;
    this.batch = batch;
    DType dtype = weights.values().get(0).dtype();
    int[] image = network.inputShape().extents();
    this.input = new TensorType(dtype, Shape.of(batch, image[0], image[1], image[2]));
    this.weightGroup = arguments.weights(network, dtype);
    this.images = arguments.one(input);
    this.program = backend.compile("features", arguments.types(), this::trace);
    this.weights = weights.on(backend);
  }

  private List<Tensor> trace(List<Tensor> in) {
    Pass pass = new Pass(weightGroup.of(in), Condition.NONE);
    Tensor features = network.features(pass, images.only(in));
    return List.of(features, network.logits(pass, features));
  }

  /** Images at once. */
  public int batch() {
    return batch;
  }

  /**
   * The features of all images of a data set, batch by batch, in order.
   *
   * @param data images, {@code [H,W,C]} of any size; they are rounded to 8 bits first
   * @param consumer sees every batch
   * @throws IllegalArgumentException if an image holds NaN or infinity; the message names it
   */
  public void each(Dataset data, Consumer<Features> consumer) {
    int batches = (data.size() - 1) / batch + 1;
    try (Prefetch<HostArray> prepared = Prefetch.of(number -> prepared(data, number), 0, batches)) {
      for (int i = 0; i < batches; i++) {
        HostArray next = prepared.take();
        consumer.accept(run(next, Math.min(batch, data.size() - i * batch)));
      }
    }
  }

  /** Features of all images of a data set at once, which take memory. */
  public Features of(Dataset data) {
    HostArray features = HostArray.zeros(output(data.size(), network.features()));
    HostArray logits = HostArray.zeros(output(data.size(), network.classes()));
    int[] done = {0};
    each(
        data,
        found -> {
          int from = done[0];
          HostArray.copy(
              found.features(),
              0,
              features,
              from * network.features(),
              found.features().shape().intSize());
          HostArray.copy(
              found.logits(),
              0,
              logits,
              from * network.classes(),
              found.logits().shape().intSize());
          done[0] += found.count();
        });
    return new Features(features, logits);
  }

  private TensorType output(int count, int numbers) {
    return input.with(Shape.of(count, numbers));
  }

  /** A batch as the network takes it; behind the last image of the data it is filled with zeros. */
  private HostArray prepared(Dataset data, long number) {
    int first = Math.toIntExact(number * batch);
    int count = Math.min(batch, data.size() - first);
    HostArray read = data.batch(IntStream.range(first, first + count).toArray());
    HostArray some = network.prepare(EightBits.of(read, first)).to(input.dtype());
    HostArray whole = HostArray.zeros(input);
    HostArray.copy(some, 0, whole, 0, some.shape().intSize());
    return whole;
  }

  private Features run(HostArray prepared, int count) {
    try (Scope scope = Scope.open()) {
      List<Tensor> found =
          program.run(
              arguments.values(weightGroup.with(weights), images.with(backend.tensor(prepared))));
      HostArray features = found.get(0).toHost();
      HostArray logits = found.get(1).toHost();
      return count == batch
          ? new Features(features, logits)
          : new Features(features.slice(0, count), logits.slice(0, count));
    }
  }

  @Override
  public void close() {
    program.close();
    Stream.concat(weights.values().stream(), weights.buffers().stream()).forEach(Tensor::close);
  }
}
