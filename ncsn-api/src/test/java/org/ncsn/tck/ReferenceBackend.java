package org.ncsn.tck;

import org.ncsn.tck.reference.ReferenceEngine;
import org.ncsn.tensor.Backend;

/** The oracle as a backend: plain Java, slow and obvious, needing no natives. */
public final class ReferenceBackend {
  private ReferenceBackend() {}

  /** A backend over a {@link ReferenceEngine}. */
  public static Backend open() {
    return Backend.over("reference", new ReferenceEngine(), false);
  }

  /** The same with the NaN guard on. */
  public static Backend guarded() {
    return Backend.over("reference", new ReferenceEngine(), true);
  }
}
