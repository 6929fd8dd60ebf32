package org.ncsn.backend.nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ncsn.backend.nd4j.Operation.Call;
import org.ncsn.engine.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A recorded program with planned memory. Each step's call is prepared once and keeps its arrays
 * from run to run; only steps that touch the program's inputs and outputs get new ones, and only if
 * those moved.
 */
final class Nd4jExecutable implements Executable<Nd4jArray> {
  private final Nd4jEngine engine;
  private final List<BoundStep> steps;
  private final List<Nd4jArray> constants;
  private final List<Nd4jArray> outputs;
  private final MemoryPlan plan;
  private final Preparations prepared = new Preparations();
  private int generation = -1;
  private boolean closed;

  /**
   * @param calls makes the call of each step
   * @param constants arrays that the program owns
   * @param outputs its results, each with planned memory of its own
   */
  Nd4jExecutable(
      Nd4jEngine engine,
      List<Step> steps,
      Function<Step, Call> calls,
      List<Nd4jArray> constants,
      List<Nd4jArray> outputs,
      MemoryPlan plan) {
    this.engine = engine;
    this.steps =
        steps.stream().map(step -> new BoundStep(step, calls.apply(step), outputs)).toList();
    this.constants = constants;
    this.outputs = outputs;
    this.plan = plan;
    engine.pool().expect(outputBytes());
    engine.arena().request(plan.extents());
  }

  @Override
  public List<Nd4jArray> run(List<Nd4jArray> inputs) {
    synchronized (engine.machine()) {
      if (closed) {
        throw new IllegalStateException("nd4j: the program is closed");
      }
      engine.machine().threads().tellThisThread();
      boolean moved = generation != engine.arena().generation();
      generation = engine.arena().generation();
      List<Block> given = inputs.stream().map(EagerMachine::block).toList();
      List<Nd4jArray> results =
          outputs.stream()
              .map(output -> engine.machine().allocate(output.type(), output.shape()))
              .toList();
      List<Block> taken = results.stream().map(EagerMachine::block).toList();
      try {
        for (BoundStep step : steps) {
          if (!prepared.holds(step.step, given)) {
            if (moved || step.outside) {
              step.bind(given, taken);
            }
            step.call.run();
          }
        }
        prepared.now(given);
      } catch (RuntimeException | Error failure) {
        prepared.forget();
        results.forEach(engine::release);
        throw failure;
      }
      return results;
    }
  }

  @Override
  public void close() {
    synchronized (engine.machine()) {
      if (!closed) {
        closed = true;
        constants.forEach(engine::release);
        engine.pool().expect(-outputBytes());
        engine.arena().withdraw(plan.extents());
      }
    }
  }

  private long outputBytes() {
    return outputs.stream().mapToLong(o -> o.shape().size() * o.type().width()).sum();
  }

  /** A step and its call; what is not run each time, or touches the outside, is bound each time. */
  private final class BoundStep {
    private final Step step;
    private final Call call;
    private final List<Integer> outputNumbers;
    private final boolean outside;
    private List<INDArray> operands = List.of();
    private List<INDArray> results = List.of();

    BoundStep(Step step, Call call, List<Nd4jArray> outputs) {
      this.step = step;
      this.call = call;
      this.outputNumbers =
          step.arrays()
              .map(
                  array ->
                      IntStream.range(0, outputs.size())
                          .filter(i -> outputs.get(i).storage() == array.storage())
                          .findFirst()
                          .orElse(-1))
              .toList();
      this.outside =
          step.prepares() != Step.NOTHING
              || outputNumbers.stream().anyMatch(number -> number >= 0)
              || step.arrays().anyMatch(BoundStep::isGiven);
    }

    private static boolean isGiven(Nd4jArray array) {
      return array.storage() instanceof ProgramInput || array.storage() instanceof InputPart;
    }

    void bind(List<Block> given, List<Block> taken) {
      List<INDArray> newOperands = views(step.operands(), 0, given, taken);
      List<INDArray> newResults = views(step.results(), step.operands().size(), given, taken);
      if (!same(operands, newOperands) || !same(results, newResults)) {
        call.bind(newOperands, newResults);
        operands = newOperands;
        results = newResults;
      }
    }

    private List<INDArray> views(
        List<Nd4jArray> arrays, int first, List<Block> given, List<Block> taken) {
      List<INDArray> views = new ArrayList<>(arrays.size());
      for (int i = 0; i < arrays.size(); i++) {
        Nd4jArray array = arrays.get(i);
        Storage storage = array.storage();
        int output = outputNumbers.get(first + i);
        if (storage instanceof ProgramInput input) {
          views.add(given.get(input.number()).view(array.shape()));
        } else if (storage instanceof InputPart part) {
          views.add(given.get(part.input().number()).view(part.from(), array.shape()));
        } else if (output >= 0) {
          views.add(taken.get(output).view(array.shape()));
        } else if (storage instanceof Planned planned) {
          views.add(engine.arena().view(array.type(), plan.offset(planned), array.shape()));
        } else {
          views.add(EagerMachine.block(array).view(array.shape()));
        }
      }
      return views;
    }

    private static boolean same(List<INDArray> before, List<INDArray> now) {
      return before.size() == now.size()
          && IntStream.range(0, now.size()).allMatch(i -> before.get(i) == now.get(i));
    }
  }
}
