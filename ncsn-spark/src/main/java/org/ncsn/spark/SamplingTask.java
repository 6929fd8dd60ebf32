package org.ncsn.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ncsn.error.UserError;
import org.ncsn.spark.SamplingWorker.Drawn;

/** Draws and writes the chunks of a partition. */
final class SamplingTask implements FlatMapFunction<Iterator<Chunk>, TaskResult<DrawnChunks>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Shipment> shipment;
  private final SamplingPlan plan;
  private final String origin;
  private final SerializableConfiguration configuration;
  private final TaskCount count;

  /**
   * @param origin what the driver wrote into the folder
   * @param count of the images that are written
   */
  SamplingTask(
      Broadcast<Shipment> shipment,
      SamplingPlan plan,
      String origin,
      SerializableConfiguration configuration,
      TaskCount count) {
    this.shipment = shipment;
    this.plan = plan;
    this.origin = origin;
    this.configuration = configuration;
    this.count = count;
  }

  @Override
  public Iterator<TaskResult<DrawnChunks>> call(Iterator<Chunk> chunks) {
    return List.of(TaskResult.of(() -> draw(chunks))).iterator();
  }

  private DrawnChunks draw(Iterator<Chunk> chunks) {
    SharedFolder folder = SharedFolder.open(plan.folder(), configuration.value());
    if (!SamplesOrigin.isIn(folder, origin)) {
      throw new UserError(
          "-o " + folder + ": here it is another folder than at the driver; give one that all see");
    }
    DrawnChunks all = new DrawnChunks(0, 0);
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      Drawn drawn = SamplingWorker.draw(shipment.value(), plan, chunk);
      plan.format().write(folder, chunk, drawn.images());
      count.add(chunk.count());
      all =
          all.and(
              new DrawnChunks(chunk.count(), drawn.lost().map(lost -> lost.chains()).orElse(0)));
    }
    return all;
  }
}
