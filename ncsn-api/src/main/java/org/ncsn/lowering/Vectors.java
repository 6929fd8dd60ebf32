package org.ncsn.lowering;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether kernels in Java can be used here: they need a module, and a compiler that knows it. */
public final class Vectors {
  private static final Logger LOG = LoggerFactory.getLogger(Vectors.class);
  private static final AtomicBoolean TOLD = new AtomicBoolean();
  private static final String MODULE = "jdk.incubator.vector";

  private Vectors() {}

  /** Whether they can. */
  public static boolean areAvailable() {
    return Found.COMPILED && Found.MODULE;
  }

  /** Says in the log, once, what the module would bring if only that is missing. */
  public static void tellIfMissing() {
    if (Found.COMPILED && !Found.MODULE && !TOLD.getAndSet(true)) {
      LOG.info("convolutions would be twice as fast with java --add-modules {}", MODULE);
    }
  }

  /** Looked up once. */
  private static final class Found {
    static final boolean COMPILED = isCompiled();
    static final boolean MODULE = ModuleLayer.boot().findModule(Vectors.MODULE).isPresent();

    /**
     * Whether vectors become instructions of the processor. By the interpreter and the first
     * compiler each is an object, and without fused multiply-add each multiplication many of them.
     */
    private static boolean isCompiled() {
      return is("UseCompiler", "true") && is("TieredStopAtLevel", "4") && is("UseFMA", "true");
    }

    private static boolean is(String flag, String value) {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      try {
        return machine != null && machine.getVMOption(flag).getValue().equals(value);
      } catch (IllegalArgumentException unknown) {
        return false;
      }
    }
  }
}
