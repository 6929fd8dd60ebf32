package org.ncsn.backend.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.engine.Capability;
import org.ncsn.engine.Engine;
import org.ncsn.engine.EngineInfo;
import org.ncsn.engine.Executable;
import org.ncsn.engine.TimedStep;
import org.ncsn.kernel.Kernels;
import org.ncsn.lowering.Vectors;
import org.ncsn.lowering.WinogradFit;
import org.ncsn.lowering.WinogradRule;
import org.ncsn.program.Program;
import org.ncsn.spi.BackendOptions;
import org.ncsn.vector.WinogradSizes;
import org.ncsn.vector.Workers;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J as an engine. It computes one thing at a time; calls from several threads wait. */
final class Nd4jEngine implements Engine<Nd4jArray> {
  private final EngineInfo info;
  private final BlockPool pool = new BlockPool();
  private final Arena arena = new Arena();
  private final EagerMachine machine;
  private final Kernels<Nd4jArray> kernels;
  private final Optional<Workers> workers;
  private final Predicate<WinogradSizes> rule;
  private final boolean fusion;

  private Nd4jEngine(
      EngineInfo info, Optional<Workers> workers, Predicate<WinogradSizes> rule, boolean fusion) {
    this.info = info;
    this.workers = workers;
    this.rule = rule;
    this.fusion = fusion;
    this.machine = new EagerMachine(pool, new Threads(info.threads()));
    this.kernels = kernels(machine);
  }

  /**
   * Loads ND4J.
   *
   * @throws org.ncsn.error.UserError if it cannot run here, or not with these options
   */
  static Nd4jEngine open(BackendOptions options) {
    return open(options, WinogradRule.of(options.convolution()));
  }

  /**
   * Loads ND4J.
   *
   * @param rule which convolutions are computed by Winograd's algorithm, where that can be
   */
  static Nd4jEngine open(BackendOptions options, Predicate<WinogradSizes> rule) {
    String instructions = Natives.load(options);
    String device = Natives.onGpu() ? "gpu0" : "cpu";
    int threads = options.effectiveThreads();
    return new Nd4jEngine(
        new EngineInfo("ND4J", version(), device, threads, instructions),
        workers(threads),
        rule,
        options.fusion());
  }

  private static Optional<Workers> workers(int threads) {
    Vectors.tellIfMissing();
    return !Natives.onGpu() && Vectors.areAvailable()
        ? Optional.of(new Workers(threads))
        : Optional.empty();
  }

  /** The version as Maven has left it in the jar. */
  private static String version() {
    Properties properties = new Properties();
    try (InputStream file =
        Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("nd4j: its jar cannot be read", unreadable);
    }
    return properties.getProperty("version", "of unknown version");
  }

  @Override
  public EngineInfo info() {
    return info;
  }

  @Override
  public Set<Capability> lacks() {
    return Set.of(Capability.BFLOAT16);
  }

  @Override
  public Kernels<Nd4jArray> kernels() {
    return kernels;
  }

  @Override
  public Nd4jArray upload(HostArray values) {
    return machine.constant(values);
  }

  @Override
  public HostArray download(Nd4jArray array) {
    TensorType type = new TensorType(Transfer.type(array.type()), array.shape());
    if (array.isEmpty()) {
      return HostArray.zeros(type);
    }
    synchronized (machine) {
      return Transfer.read(type, EagerMachine.block(array).view(array.shape()));
    }
  }

  @Override
  public void release(Nd4jArray array) {
    machine.release(array);
  }

  @Override
  public Executable<Nd4jArray> compile(Program program) {
    synchronized (machine) {
      return Lowering.of(program, this);
    }
  }

  @Override
  public Executable<Nd4jArray> compileTimed(Program program, Consumer<TimedStep> observer) {
    synchronized (machine) {
      return Lowering.of(program, this, step -> new TimedCall(step, observer));
    }
  }

  /** The threads of kernels in Java, where such kernels can be used. */
  Optional<Workers> workers() {
    return workers;
  }

  /** Whether programs compute many operations in one pass over memory. */
  boolean sweeps() {
    return fusion && workers.isPresent();
  }

  /** All kernels on a machine. */
  Kernels<Nd4jArray> kernels(Machine on) {
    return Nd4jKernels.on(
        on, workers, workers.map(threads -> new Winograd(on, threads, new WinogradFit(rule))));
  }

  EagerMachine machine() {
    return machine;
  }

  BlockPool pool() {
    return pool;
  }

  Arena arena() {
    return arena;
  }

  @Override
  public void close() {
    synchronized (machine) {
      pool.freeIdle();
      workers.ifPresent(Workers::close);
    }
  }
}
