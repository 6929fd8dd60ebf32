package org.ncsn.nn;

import org.ncsn.tensor.Tensor;

/** A network whose output is an energy: minus the log density, up to a constant. */
public interface EnergyNetwork extends Network {
  /** What it must be told of each sample. */
  Conditioning conditioning();

  /**
   * The energy of each sample.
   *
   * @param x samples {@code [N,...]}
   * @return {@code [N,1]}
   */
  Tensor energy(Pass pass, Tensor x);
}
