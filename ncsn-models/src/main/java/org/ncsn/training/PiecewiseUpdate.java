package org.ncsn.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Arguments;
import org.ncsn.nn.Arguments.Group;
import org.ncsn.optim.UpdateRule;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Tensor;

/**
 * The update once the gradient is known, piece by piece: what a piece was is given back before the
 * next one is made, so that a large network's weights, slots and average exist once.
 */
final class PiecewiseUpdate implements AutoCloseable {
  private final Backend backend;
  private final UpdateRule rule;
  private final TensorType batch;
  private final Optional<CompiledProgram> clipping;
  private final Map<TensorType, Moving> moving = new HashMap<>();

  /**
   * @param batch has the element type of the numbers that change from step to step
   */
  PiecewiseUpdate(Backend backend, UpdateRule rule, TrainingState state, TensorType batch) {
    this.backend = backend;
    this.rule = rule;
    this.batch = batch;
    this.clipping =
        rule.clip().isEmpty()
            ? Optional.empty()
            : Optional.of(
                backend.compile(
                    "clipping",
                    state.packing().types(),
                    in -> List.of(rule.clipping(in).orElseThrow())));
    for (List<Tensor> piece : state.pieces()) {
      moving.computeIfAbsent(
          piece.get(0).type(), type -> new Moving(piece.stream().map(Tensor::type).toList()));
    }
  }

  /**
   * Moves everything.
   *
   * @param state whose pieces are closed, one after the other
   * @param gradient its pieces, which are closed, too
   * @return the pieces after the step
   */
  List<List<Tensor>> of(TrainingState state, List<Tensor> gradient) {
    List<Tensor> scalars = Scalars.at(backend, rule, state, batch);
    List<Tensor> factor = clipping.map(program -> program.run(gradient)).orElse(List.of());
    List<List<Tensor>> moved = new ArrayList<>();
    for (int i = 0; i < gradient.size(); i++) {
      List<Tensor> before = state.pieces().get(i);
      moved.add(moving.get(before.get(0).type()).run(before, gradient.get(i), factor, scalars));
      before.forEach(Tensor::close);
      gradient.get(i).close();
    }
    return moved;
  }

  @Override
  public void close() {
    clipping.ifPresent(CompiledProgram::close);
    moving.values().forEach(Moving::close);
  }

  /** The program of pieces of one length. */
  private final class Moving {
    private final Arguments arguments = new Arguments();
    private final Group vectors;
    private final Group slope;
    private final Group factor;
    private final Group scalars;
    private final CompiledProgram program;

    Moving(List<TensorType> piece) {
      vectors = arguments.group(piece);
      slope = arguments.one(piece.get(0));
      factor =
          arguments.group(
              clipping.isPresent() ? List.of(piece.get(0).with(Shape.scalar())) : List.of());
      scalars = arguments.group(Scalars.types(rule, batch));
      program = backend.compile("update", arguments.types(), this::moved);
    }

    private List<Tensor> moved(List<Tensor> in) {
      Tensor gradient =
          factor.of(in).stream().findFirst().map(slope.only(in)::multiply).orElse(slope.only(in));
      return rule.moved(vectors.of(in), gradient, scalars.of(in));
    }

    List<Tensor> run(
        List<Tensor> before, Tensor gradient, List<Tensor> clipped, List<Tensor> numbers) {
      return program.run(
          arguments.values(
              vectors.with(before),
              slope.with(gradient),
              factor.with(clipped),
              scalars.with(numbers)));
    }

    void close() {
      program.close();
    }
  }
}
