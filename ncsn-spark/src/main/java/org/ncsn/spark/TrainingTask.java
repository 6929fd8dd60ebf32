package org.ncsn.spark;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.ncsn.error.UserError;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * The steps of a stage on one machine. Spark starts all tasks of a stage at once and tells them of
 * each other; a step itself asks nothing of Spark, which would take a second.
 */
final class TrainingTask
    extends AbstractFunction1<Iterator<Integer>, Iterator<TaskResult<StageEnd>>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What stands before the complaint of a machine that cannot take part. */
  private static final String UNABLE = "!";

  private final Shipment shipment;
  private final TrainingPlan plan;
  private final Broadcast<byte[]> state;
  private final long from;
  private final long until;
  private final TaskCount count;

  /**
   * @param shipment the experiment, without weights
   * @param state a checkpoint's file, fetched by machines that do not have it
   * @param from how many steps it has
   * @param until how many steps shall have been taken in all
   * @param count of stages
   */
  TrainingTask(
      Shipment shipment,
      TrainingPlan plan,
      Broadcast<byte[]> state,
      long from,
      long until,
      TaskCount count) {
    this.shipment = shipment;
    this.plan = plan;
    this.state = state;
    this.from = from;
    this.until = until;
    this.count = count;
  }

  @Override
  public Iterator<TaskResult<StageEnd>> apply(Iterator<Integer> none) {
    return Iterator.single(TaskResult.of(() -> train(BarrierTaskContext.get())));
  }

  private StageEnd train(BarrierTaskContext context) {
    TaskResult<Boolean> ready = TaskResult.of(this::prepared);
    String host = SparkEnv.get().blockManager().blockManagerId().host();
    try (Door door = Door.open(host)) {
      String[] told = context.allGather(ready.failure().map(UNABLE::concat).orElse(door.address()));
      Stream.of(told)
          .filter(message -> message.startsWith(UNABLE))
          .findFirst()
          .ifPresent(
              complaint -> {
                throw new UserError(complaint.substring(UNABLE.length()));
              });
      try (SocketCollective machines =
          door.meet(context.partitionId(), List.of(told), plan.token(), context::isInterrupted)) {
        StageEnd end =
            TrainingWorker.of(shipment, plan)
                .train(state::value, from, machines, until, plan.token());
        count.add(1);
        return end;
      }
    }
  }

  private Boolean prepared() {
    TrainingWorker.of(shipment, plan);
    return true;
  }

  /** So many numbers, one for each machine. */
  static List<Integer> machines(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
