package org.ncsn.tck.broken;

import static org.ncsn.tck.check.Check.COMPILED_FLOAT32;
import static org.ncsn.tck.check.Check.COMPILED_FLOAT64;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.engine.Executable;

/** Mistakes that somebody could make in compiling. */
final class ProgramFaults {
  private ProgramFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault(
            "program: keeps its first inputs",
            BrokenEngine.withPrograms(Stale::new),
            "add",
            COMPILED_FLOAT32),
        new Fault(
            "program: computes in single precision",
            BrokenEngine.withPrograms(Single::new),
            "conv2d",
            COMPILED_FLOAT64));
  }

  /** Computes with the inputs of its first run. */
  private static final class Stale implements Executable<HostArray> {
    private final Executable<HostArray> sound;
    private List<HostArray> first = List.of();

    Stale(Executable<HostArray> sound) {
      this.sound = sound;
    }

    @Override
    public List<HostArray> run(List<HostArray> inputs) {
      first = first.isEmpty() ? inputs : first;
      return sound.run(first);
    }

    @Override
    public void close() {
      sound.close();
    }
  }

  /** Rounds its results. */
  private record Single(Executable<HostArray> sound) implements Executable<HostArray> {
    @Override
    public List<HostArray> run(List<HostArray> inputs) {
      return sound.run(inputs).stream().map(Fault::single).toList();
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}
