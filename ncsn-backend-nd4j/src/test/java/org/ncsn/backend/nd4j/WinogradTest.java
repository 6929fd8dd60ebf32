package org.ncsn.backend.nd4j;

import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tck.ConvolutionExactness;
import org.ncsn.tensor.Backend;

class WinogradTest extends ConvolutionExactness {
  @Override
  protected Backend open(BackendOptions options) {
    return Backends.open("nd4j", options);
  }
}
