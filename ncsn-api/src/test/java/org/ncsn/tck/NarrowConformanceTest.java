package org.ncsn.tck;

import java.lang.reflect.Proxy;
import java.util.Set;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.engine.Capability;
import org.ncsn.engine.Engine;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tck.reference.ReferenceEngine;
import org.ncsn.tensor.Backend;

/** Of an engine that lacks {@code float64}, as it says, nothing in {@code float64} is asked. */
class NarrowConformanceTest extends BackendConformance {
  @Override
  protected Backend open(BackendOptions options) {
    return Backends.over("narrow", narrow(), options);
  }

  private static Engine<?> narrow() {
    Engine<HostArray> wide = new ReferenceEngine();
    return (Engine<?>)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("lacks")) {
                return Set.of(Capability.values());
              }
              if (method.getName().equals("upload")
                  && ((HostArray) arguments[0]).dtype() == DType.FLOAT64) {
                throw new AssertionError("float64 was asked for");
              }
              return method.invoke(wide, arguments);
            });
  }
}
