package org.ncsn.backend.nd4j;

import org.ncsn.engine.Engine;
import org.ncsn.error.UserError;
import org.ncsn.lowering.Vectors;
import org.ncsn.spi.BackendModule;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Workload;

/** Offers ND4J as a backend. */
public final class Nd4jBackendModule extends BackendModule {
  @Override
  public String backendName() {
    return "nd4j";
  }

  @Override
  public String description() {
    return "ND4J (libnd4j with oneDNN)";
  }

  /** With kernels in Java it is the fastest one for convolutions, else the slower one. */
  @Override
  public int preference(Workload workload, BackendOptions options) {
    boolean isFastest =
        workload == Workload.CONVOLUTIONS
            && options.precision() == Precision.FLOAT32
            && options.convolution() != ConvolutionMethod.DIRECT
            && options.fusion()
            && !options.device().equals("gpu")
            && !Natives.areForGpu()
            && Vectors.areAvailable();
    return isFastest ? 20 : 0;
  }

  @Override
  protected Engine<?> open(BackendOptions options) {
    if (options.precision() == Precision.BFLOAT16) {
      throw new UserError(
          "precision: nd4j computes in float32 only; choose precision float32 or backend djl");
    }
    return Nd4jEngine.open(options);
  }
}
