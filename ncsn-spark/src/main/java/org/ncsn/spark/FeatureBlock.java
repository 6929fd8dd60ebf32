package org.ncsn.spark;

import java.io.Serializable;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.evaluation.Features;

/** What a network makes of the images of a chunk. */
final class FeatureBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int chunk;
  private final int images;
  private final float[] features;
  private final float[] logits;

  /**
   * @param chunk its number
   */
  FeatureBlock(int chunk, Features found) {
    this.chunk = chunk;
    this.images = found.count();
    this.features = found.features().to(DType.FLOAT32).floats();
    this.logits = found.logits().to(DType.FLOAT32).floats();
  }

  int chunk() {
    return chunk;
  }

  Features features() {
    return new Features(rows(features), rows(logits));
  }

  private HostArray rows(float[] values) {
    return HostArray.of(Shape.of(images, values.length / images), values);
  }
}
