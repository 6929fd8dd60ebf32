package org.ncsn.score;

import java.util.List;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** A model's scores of given samples, some at a time. */
public final class Scores {
  private final Backend backend;
  private final ScoreFunction model;
  private final HostWeights weights;

  /**
   * @param weights of the element type of the samples
   */
  public Scores(Backend backend, ScoreFunction model, HostWeights weights) {
    this.backend = backend;
    this.model = model;
    this.weights = weights;
  }

  /**
   * The scores.
   *
   * @param samples {@code [N,...]}, at least one
   * @param times each sample's time, or index of its noise level, {@code [N]}
   * @param classes each sample's class, for a network that is told one
   * @param batch how many are scored at once
   * @return of the type of the samples
   * @throws IllegalArgumentException if there is no such level or class
   */
  public HostArray of(HostArray samples, HostArray times, Optional<HostArray> classes, int batch) {
    int count = samples.shape().extent(0);
    int whole = count / batch * batch;
    HostArray scores = HostArray.zeros(samples.type());
    try (Scope scope = Scope.open()) {
      Request request = new Request(samples, times, classes, weights.on(backend));
      score(request, new Part(0, whole, batch), scores);
      score(request, new Part(whole, count, count - whole), scores);
    }
    return scores;
  }

  private record Request(
      HostArray samples, HostArray times, Optional<HostArray> classes, Weights weights) {}

  /** Samples from one number up to another, so many at a time without a rest. */
  private record Part(int from, int to, int batch) {}

  private void score(Request request, Part part, HostArray scores) {
    if (part.from == part.to) {
      return;
    }
    TensorType batch = request.samples.type().with(request.samples.shape().with(0, part.batch));
    try (ScoreProgram program = new ScoreProgram(backend, model, batch)) {
      for (int from = part.from; from < part.to; from += part.batch) {
        int to = from + part.batch;
        int first = from;
        try (Scope step = Scope.open()) {
          List<Tensor> told =
              model
                  .at(
                      request.times.slice(from, to),
                      request.classes.map(all -> all.slice(first, to)),
                      batch)
                  .stream()
                  .map(backend::tensor)
                  .toList();
          Tensor x = backend.tensor(request.samples.slice(from, to));
          HostArray found = program.run(request.weights, x, told).toHost();
          int each = found.shape().intSize() / part.batch;
          HostArray.copy(found, 0, scores, from * each, part.batch * each);
        }
      }
    }
  }
}
