package org.ncsn.spark;

import java.io.Serializable;

/**
 * What is drawn of an experiment and where it goes. A class of plain fields, as {@link Shipment}.
 */
final class SamplingPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int images;
  private final int batch;
  private final PartFormat format;
  private final String folder;

  /**
   * @param images how many in all
   * @param batch how many at once
   * @param folder that driver and executors see
   */
  SamplingPlan(int images, int batch, PartFormat format, String folder) {
    this.images = images;
    this.batch = Math.min(batch, images);
    this.format = format;
    this.folder = SharedFolder.absolute(folder);
  }

  int images() {
    return images;
  }

  int batch() {
    return batch;
  }

  PartFormat format() {
    return format;
  }

  String folder() {
    return folder;
  }
}
