package org.ncsn.cli.signal;

import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * Ctrl-C while the process is going down already, which Java takes no notice of: it ends the
 * process at once. Files are replaced when they are whole, so that the old ones stay.
 */
final class SecondCtrlC {
  private static final int STATUS = 130;

  /** Some programs send the first one twice. */
  private static final long APART = Duration.ofSeconds(1).toNanos();

  private SecondCtrlC() {}

  /**
   * Takes notice of Ctrl-C from now on.
   *
   * @return whether this Java can; by reflection, since no standard says that it must
   */
  static boolean endsTheProcess() {
    long first = System.nanoTime();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ending =
          Proxy.newProxyInstance(
              SecondCtrlC.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (System.nanoTime() - first > APART) {
                  Runtime.getRuntime().halt(STATUS);
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ending);
      return true;
    } catch (ReflectiveOperationException otherJava) {
      return false;
    }
  }
}
