package org.ncsn.engine;

/**
 * Which engine runs here; one line of the log.
 *
 * @param engine the engine's name, for example {@code TensorFlow}
 * @param version its version
 * @param device where it computes, for example {@code cpu} or {@code gpu0}
 * @param threads threads that one operation may use
 * @param instructions the widest instruction set that it uses, for example {@code AVX-512}
 */
public record EngineInfo(
    String engine, String version, String device, int threads, String instructions) {
  @Override
  public String toString() {
    return engine
        + " "
        + version
        + " on "
        + device
        + ", "
        + threads
        + (threads == 1 ? " thread, " : " threads, ")
        + instructions;
  }
}
