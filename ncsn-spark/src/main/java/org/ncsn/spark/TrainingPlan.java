package org.ncsn.spark;

import java.io.Serializable;

/** How machines train together. A class of plain fields, as {@link Shipment}. */
final class TrainingPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int machines;
  private final String datasets;
  private final int averageEvery;
  private final long token;

  /**
   * @param machines how many
   * @param datasets the folder of data sets, as executors see it
   * @param averageEvery local steps from one mean of all weights to the next; 0 for gradients that
   *     are averaged in every step
   * @param token that the machines of this training know, and nobody else
   */
  TrainingPlan(int machines, String datasets, int averageEvery, long token) {
    this.machines = machines;
    this.datasets = datasets;
    this.averageEvery = averageEvery;
    this.token = token;
  }

  int machines() {
    return machines;
  }

  String datasets() {
    return datasets;
  }

  int averageEvery() {
    return averageEvery;
  }

  long token() {
    return token;
  }
}
