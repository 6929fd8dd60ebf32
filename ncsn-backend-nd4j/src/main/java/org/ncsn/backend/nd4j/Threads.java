package org.ncsn.backend.nd4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads one operation may use. OpenMP keeps the number for each thread that calls it, so
 * it is told to every thread that comes to compute.
 */
final class Threads {
  private final int count;
  private final ThreadLocal<Boolean> told = ThreadLocal.withInitial(() -> false);

  Threads(int count) {
    this.count = count;
    Nd4j.getEnvironment().setMaxThreads(count);
    Nd4j.getEnvironment().setMaxMasterThreads(count);
  }

  /** Makes the number hold for what the current thread computes. */
  void tellThisThread() {
    if (!told.get()) {
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
      told.set(true);
    }
  }
}
