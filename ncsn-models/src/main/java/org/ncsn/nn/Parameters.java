package org.ncsn.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ncsn.memory.JavaHeap;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Shape;

/**
 * Where layers declare their parameters, each under its own prefix. The order of declaration is the
 * order of PyTorch's state dict, which checkpoints of the official code are numbered by.
 */
public final class Parameters {
  private final List<Parameter> declared;
  private final String prefix;

  private Parameters(List<Parameter> declared, String prefix) {
    this.declared = declared;
    this.prefix = prefix;
  }

  /** An empty list. */
  public static Parameters empty() {
    return new Parameters(new ArrayList<>(), "");
  }

  /** The same list, for a part of the network with a name of its own. */
  public Parameters at(String name) {
    return new Parameters(declared, prefix + name + ".");
  }

  /** The same list, for a numbered part of the network. */
  public Parameters at(int number) {
    return at(Integer.toString(number));
  }

  /** Declares the next parameter. */
  public Parameter declare(String name, Shape shape, Layout layout, Initializer initializer) {
    Parameter parameter = new Parameter(declared.size(), prefix + name, shape, layout, initializer);
    declared.add(parameter);
    return parameter;
  }

  /** Everything declared so far, in order. */
  public List<Parameter> list() {
    return List.copyOf(declared);
  }

  /**
   * First values of every parameter, in order.
   *
   * @throws org.ncsn.memory.MemoryShortage if they are more than Java can hold
   */
  public static List<HostArray> initialize(List<Parameter> parameters, NoiseSource noise) {
    long elements = parameters.stream().mapToLong(value -> value.shape().intSize()).sum();
    JavaHeap.require(
        String.format(Locale.ROOT, "a network of %d parameters", elements), elements * Float.BYTES);
    return parameters.stream()
        .map(parameter -> parameter.initializer().draw(noise, parameter.shape()))
        .toList();
  }
}
