package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ncsn.backend.nd4j.Operation.Call;
import org.ncsn.engine.TimedStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A call that tells how long it took. */
final class TimedCall implements Call {
  private final Step step;
  private final Call call;
  private final Consumer<TimedStep> observer;

  TimedCall(Step step, Consumer<TimedStep> observer) {
    this.step = step;
    this.call = step.operation().prepare();
    this.observer = observer;
  }

  @Override
  public void bind(List<INDArray> operands, List<INDArray> results) {
    call.bind(operands, results);
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    call.run();
    long taken = System.nanoTime() - start;
    observer.accept(new TimedStep(step.operation().label(), bytes(), taken));
  }

  private long bytes() {
    Stream<Nd4jArray> arrays =
        Stream.concat(step.operands().stream().distinct(), step.results().stream());
    return arrays.mapToLong(array -> array.shape().size() * array.type().width()).sum();
  }

  @Override
  public void unbind() {
    call.unbind();
  }
}
