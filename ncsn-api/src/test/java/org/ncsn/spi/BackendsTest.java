package org.ncsn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.DType;
import org.ncsn.engine.Engine;
import org.ncsn.error.UserError;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.tck.reference.ReferenceEngine;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

class BackendsTest {
  private final ClassLoader own = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restoreClassPath() {
    Thread.currentThread().setContextClassLoader(own);
  }

  @Test
  void saysThatThereIsNone() {
    assertThat(Backends.found()).isEmpty();
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Backends.named("nd4j"))
        .withMessage("backend: there is no 'nd4j' here; no backend is on the class path");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Backends.byPreference(Workload.IMAGES, BackendOptions.defaults()))
        .withMessage("backend: no backend is on the class path");
  }

  @Test
  void findsWhatTheClassPathHolds(@TempDir Path jar) throws IOException {
    onTheClassPath(jar, Slow.class, Fast.class);
    assertThat(Backends.found())
        .extracting(BackendModule::backendName)
        .containsExactly("fast", "slow");
    assertThat(Backends.byPreference(Workload.IMAGES, BackendOptions.defaults()))
        .extracting(BackendModule::backendName)
        .containsExactly("fast", "slow");
    assertThat(Backends.byPreference(Workload.POINTS, BackendOptions.defaults()))
        .extracting(BackendModule::backendName)
        .containsExactly("slow", "fast");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Backends.open("fsat", BackendOptions.defaults()))
        .withMessage("backend: there is no 'fsat' here; choose from fast, slow");
  }

  @Test
  void opensABackendByName(@TempDir Path jar) throws IOException {
    onTheClassPath(jar, Slow.class, Fast.class);
    try (Backend backend = Backends.open("slow", BackendOptions.defaults());
        Tensor one = backend.scalar(DType.FLOAT32, 1)) {
      assertThat(backend.name()).isEqualTo("slow");
      assertThat(one.toHost().scalar()).isEqualTo(1);
    }
  }

  @Test
  void theOptionsReachTheBackend(@TempDir Path jar) throws IOException {
    onTheClassPath(jar, Slow.class);
    try (Backend guarded = Backends.open("slow", BackendOptions.defaults().withNanGuard());
        Tensor zero = guarded.scalar(DType.FLOAT32, 0)) {
      assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> zero.divide(zero));
    }
  }

  @Test
  void whatAnEngineLacksIsRefused() {
    BackendOptions options = new BackendOptions(0, "auto", Precision.BFLOAT16, false);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Backends.over("exact", new ReferenceEngine(), options))
        .withMessage(
            "precision: exact computes in float32 only; choose precision float32 or another"
                + " backend");
  }

  @Test
  void aBackendThatCannotRunHereSaysSo(@TempDir Path jar) throws IOException {
    onTheClassPath(jar, Fast.class);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Backends.open("fast", BackendOptions.defaults()))
        .withMessage("fast: there is no such processor here");
  }

  @Test
  void ofThoseThatNobodyChoseOneThatRunsIsUsed(@TempDir Path jar) throws IOException {
    onTheClassPath(jar, Slow.class, Fast.class);
    try (Backend backend = Backends.open(Optional.empty(), BackendOptions.defaults())) {
      assertThat(backend.name()).isEqualTo("slow");
    }
  }

  @Test
  void theChosenOneIsUsedOrNone(@TempDir Path jar) throws IOException {
    onTheClassPath(jar, Slow.class, Fast.class);
    try (Backend backend = Backends.open(Optional.of("slow"), BackendOptions.defaults())) {
      assertThat(backend.name()).isEqualTo("slow");
    }
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Backends.open(Optional.of("fast"), BackendOptions.defaults()))
        .withMessage("fast: there is no such processor here");
  }

  @Test
  void ifNoneRunsThePreferredOneSaysWhy(@TempDir Path jar) throws IOException {
    onTheClassPath(jar, Broken.class, Fast.class);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Backends.open(Optional.empty(), BackendOptions.defaults()))
        .withMessage("fast: there is no such processor here")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
  }

  @Test
  void librariesThatDoNotLoadAreToldWithTheirCause(@TempDir Path jar) throws IOException {
    onTheClassPath(jar, Broken.class);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Backends.open("broken", BackendOptions.defaults()))
        .withMessage("backend broken: does not load here: no such library")
        .withRootCauseInstanceOf(UnsatisfiedLinkError.class);
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new BackendOptions(-1, "cpu", BackendOptions.Precision.FLOAT32, false))
        .withMessage("threads: must be 0 (all processors) or more, found -1");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new BackendOptions(0, "tpu", BackendOptions.Precision.FLOAT32, false))
        .withMessage("device: 'tpu' is none of auto, cpu, gpu");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> BackendOptions.Precision.named("fp8"))
        .withMessage("precision: 'fp8' is neither float32 nor bfloat16");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> BackendOptions.ConvolutionMethod.named("fft"))
        .withMessage("convolution: 'fft' is none of auto, direct and fewest");
    assertThat(BackendOptions.Precision.named("bfloat16"))
        .isEqualTo(BackendOptions.Precision.BFLOAT16);
  }

  private void onTheClassPath(Path jar, Class<?>... modules) throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    StringBuilder names = new StringBuilder();
    for (Class<?> module : modules) {
      names.append(module.getName()).append('\n');
    }
    Files.writeString(services.resolve(BackendModule.class.getName()), names);
    URL[] path = {jar.toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(path, own));
  }

  /** Runs everywhere. */
  public static final class Slow extends BackendModule {
    @Override
    public String backendName() {
      return "slow";
    }

    @Override
    public String description() {
      return "plain Java";
    }

    @Override
    public int preference(Workload workload, BackendOptions options) {
      return workload == Workload.POINTS ? 2 : 0;
    }

    @Override
    protected Engine<?> open(BackendOptions options) {
      return new ReferenceEngine();
    }
  }

  /** Runs nowhere. */
  public static final class Fast extends BackendModule {
    @Override
    public String backendName() {
      return "fast";
    }

    @Override
    public String description() {
      return "a processor that nobody has";
    }

    @Override
    public int preference(Workload workload, BackendOptions options) {
      return 1;
    }

    @Override
    protected Engine<?> open(BackendOptions options) {
      throw new UserError("fast: there is no such processor here");
    }
  }

  /** Its libraries are missing. */
  public static final class Broken extends BackendModule {
    @Override
    public String backendName() {
      return "broken";
    }

    @Override
    public String description() {
      return "an engine without its libraries";
    }

    @Override
    protected Engine<?> open(BackendOptions options) {
      throw new UnsatisfiedLinkError("no such library");
    }
  }
}
