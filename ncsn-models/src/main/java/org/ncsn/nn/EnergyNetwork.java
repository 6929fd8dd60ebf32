package org.ncsn.nn;

import java.util.List;
import org.ncsn.tensor.Tensor;

/** A network whose output is an energy: minus the log density, up to a constant. */
public interface EnergyNetwork {
  /** What it learns, in PyTorch's order. */
  List<Parameter> parameters();

  /**
   * The energy of each sample.
   *
   * @param x samples {@code [N,...]}
   * @return {@code [N,1]}
   */
  Tensor energy(Pass pass, Tensor x);
}
