package org.ncsn.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Measures the images of a partition's chunks. */
final class FeaturesTask implements FlatMapFunction<Iterator<Chunk>, TaskResult<FeatureBlock>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Shipment> shipment;
  private final FeaturesPlan plan;
  private final SerializableConfiguration configuration;
  private final TaskCount count;

  /**
   * @param count of the images that are measured
   */
  FeaturesTask(
      Broadcast<Shipment> shipment,
      FeaturesPlan plan,
      SerializableConfiguration configuration,
      TaskCount count) {
    this.shipment = shipment;
    this.plan = plan;
    this.configuration = configuration;
    this.count = count;
  }

  @Override
  public Iterator<TaskResult<FeatureBlock>> call(Iterator<Chunk> chunks) {
    List<TaskResult<FeatureBlock>> blocks = new ArrayList<>();
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      blocks.add(
          TaskResult.of(
              () -> {
                FeatureBlock block =
                    FeaturesWorker.measure(shipment.value(), plan, configuration.value(), chunk);
                count.add(chunk.count());
                return block;
              }));
    }
    return blocks.iterator();
  }
}
