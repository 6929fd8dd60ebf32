package org.ncsn.backend.djl;

import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tck.ConvolutionExactness;
import org.ncsn.tensor.Backend;

class WinogradTest extends ConvolutionExactness {
  @Override
  protected Backend open(BackendOptions options) {
    return Backends.open("djl", options);
  }
}
