package org.ncsn.spark;

import java.io.Serializable;

/**
 * An experiment of a sweep on its way to an executor. A class of plain fields, as {@link Shipment}.
 */
final class SweepTrial implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String doc;
  private final String values;
  private final String config;

  /**
   * @param doc name of its run
   * @param values those that it does not share with all others
   * @param config its configuration, as the text of a file
   */
  SweepTrial(String doc, String values, String config) {
    this.doc = doc;
    this.values = values;
    this.config = config;
  }

  String doc() {
    return doc;
  }

  String values() {
    return values;
  }

  String config() {
    return config;
  }

  /** Stands for the whole experiment. */
  String fingerprint() {
    return Fingerprint.of(config, new byte[0]);
  }
}
