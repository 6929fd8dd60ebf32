package org.ncsn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ncsn.spi.BackendModule;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.spi.Backends;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tensor.Backend;

/**
 * The backends that tests run on, each opened once in this process. An engine that is missing or
 * does not load fails every test that asks for engines; none is left out in silence.
 */
public final class TestBackends {
  /**
   * What is computed here is so small that threads would only wait for each other, and that fewer
   * multiplications hardly pay; a build may ask for them.
   */
  private static final BackendOptions ONE_THREAD =
      new BackendOptions(1, "cpu", BackendOptions.Precision.FLOAT32, false)
          .with(ConvolutionMethod.named(System.getProperty("ncsn.convolution", "auto")));

  private static final Map<String, Backend> OPENED = new TreeMap<>();

  private TestBackends() {}

  /** The engines: nd4j and djl, and whatever else is on the class path. */
  public static List<Backend> engines() {
    List<String> names = Backends.found().stream().map(BackendModule::backendName).toList();
    assertThat(names).as("backends on the class path").contains("djl", "nd4j");
    return names.stream().map(TestBackends::engine).toList();
  }

  /** The plain Java engine, which is slow: for what is small. */
  public static Backend reference() {
    return open("reference");
  }

  /** The engines and the reference. */
  public static List<Backend> all() {
    List<Backend> all = new ArrayList<>(engines());
    all.add(reference());
    return all;
  }

  /** One engine. */
  public static Backend engine(String name) {
    return open(name);
  }

  private static synchronized Backend open(String name) {
    return OPENED.computeIfAbsent(
        name,
        missing ->
            name.equals("reference") ? ReferenceBackend.open() : Backends.open(name, ONE_THREAD));
  }
}
