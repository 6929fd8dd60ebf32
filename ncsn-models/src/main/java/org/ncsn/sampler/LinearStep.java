package org.ncsn.sampler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.nn.Arguments.WeightGroup;
import org.ncsn.nn.Mode;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/** An {@link Update}, compiled once for all factors. */
final class LinearStep implements AutoCloseable {
  /** What is added up beside samples and score. */
  enum Terms {
    /** Noise. */
    WITH_NOISE(true, false),
    /** Nothing. */
    PLAIN(false, false),
    /** What the method remembers. */
    WITH_MEMORY(false, true);

    private final boolean noise;
    private final boolean memory;

    Terms(boolean noise, boolean memory) {
      this.noise = noise;
      this.memory = memory;
    }

    List<Double> factors(Mix mix) {
      List<Double> factors = new ArrayList<>(List.of(mix.samples(), mix.score()));
      if (noise) {
        factors.add(mix.noise());
      }
      if (memory) {
        factors.add(mix.memory());
      }
      return factors;
    }

    /** How many factors a sum has. */
    private int count() {
      return 2 + (noise ? 1 : 0) + (memory ? 1 : 0);
    }
  }

  private final Backend backend;
  private final ScoreFunction model;
  private final TensorType batch;
  private final Terms terms;
  private final Arguments arguments = new Arguments();
  private final WeightGroup weights;
  private final Group x;
  private final Group told;
  private final Group others;
  private final Group factors;
  private final CompiledProgram program;

  LinearStep(Backend backend, ScoreFunction model, TensorType batch, Terms terms) {
    this.backend = backend;
    this.model = model;
    this.batch = batch;
    this.terms = terms;
    int sums = terms.memory ? 2 : 1;
    weights = arguments.weights(model.network(), batch.dtype());
    x = arguments.one(batch);
    told = arguments.group(model.types(batch));
    others = arguments.group(Collections.nCopies(terms.count() - 2, batch));
    factors =
        arguments.group(Collections.nCopies(sums * terms.count(), batch.with(Shape.scalar())));
    program = backend.compile("sampling step", arguments.types(), in -> sums(in, sums));
  }

  private List<Tensor> sums(List<Tensor> in, int count) {
    List<Tensor> parts = new ArrayList<>(List.of(x.only(in)));
    parts.add(model.score(weights.of(in), Mode.EVALUATION, x.only(in), told.of(in)));
    parts.addAll(others.of(in));
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Tensor> by = factors.of(in).subList(i * parts.size(), (i + 1) * parts.size());
      Tensor sum = parts.get(0).multiply(by.get(0));
      for (int j = 1; j < parts.size(); j++) {
        sum = sum.add(parts.get(j).multiply(by.get(j)));
      }
      sums.add(sum);
    }
    return sums;
  }

  /** Where a batch begins; the first update takes nothing of the memory. */
  ChainState begin(Tensor samples) {
    return new ChainState(samples, terms.memory ? List.of(samples) : List.of());
  }

  /**
   * Takes a step.
   *
   * @param draw number of its noise, which is not drawn where its factor is 0
   */
  ChainState take(Chain chain, ChainState state, Update update, int draw) {
    List<Tensor> all =
        program.run(
            arguments.values(
                weights.with(chain.weights()),
                x.with(state.samples()),
                told.with(
                    model.at(update.time(), chain.classes(), batch).stream()
                        .map(backend::tensor)
                        .toList()),
                others.with(others(chain, state, update, draw)),
                factors.with(
                    factors(update).stream()
                        .map(factor -> backend.scalar(batch.dtype(), factor))
                        .toList())));
    return new ChainState(all.get(0), all.subList(1, all.size()));
  }

  private List<Tensor> others(Chain chain, ChainState state, Update update, int draw) {
    if (!terms.noise) {
      return state.memory();
    }
    boolean none = update.next().noise() == 0;
    return List.of(backend.tensor(none ? HostArray.zeros(batch) : chain.noise().normal(draw)));
  }

  private List<Double> factors(Update update) {
    List<Double> all = new ArrayList<>(terms.factors(update.next()));
    update.remembered().ifPresent(mix -> all.addAll(terms.factors(mix)));
    return all;
  }

  @Override
  public void close() {
    program.close();
  }
}
