package org.ncsn.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.memory.JavaHeap;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.random.NoiseSource;

/**
 * Where layers declare their parameters, each under its own prefix. The order of declaration is the
 * order of PyTorch's state dict, which checkpoints of the official code are numbered by.
 */
public final class Parameters {
  private final Declared declared;
  private final String prefix;

  private Parameters(Declared declared, String prefix) {
    this.declared = declared;
    this.prefix = prefix;
  }

  /** What the parts of one network have declared so far. */
  private record Declared(List<Parameter> parameters, List<Buffer> buffers, List<DropMask> masks) {}

  /** An empty list. */
  public static Parameters empty() {
    return new Parameters(
        new Declared(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()), "");
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
    List<Parameter> all = declared.parameters();
    Parameter parameter = new Parameter(all.size(), prefix + name, shape, layout, initializer);
    all.add(parameter);
    return parameter;
  }

  /** Declares the next buffer that keeps something of batches. */
  public Buffer declareBuffer(String name, Shape shape, float initial) {
    Buffer buffer = Buffer.running(declared.buffers().size(), prefix + name, shape, initial);
    declared.buffers().add(buffer);
    return buffer;
  }

  /** Declares the next buffer, of numbers that nothing changes. */
  public Buffer declareFixed(String name, HostArray values) {
    Buffer buffer = Buffer.fixed(declared.buffers().size(), prefix + name, values);
    declared.buffers().add(buffer);
    return buffer;
  }

  /** Declares the next place where features are dropped. */
  DropMask declareMask(double rate, Shape features) {
    DropMask mask = new DropMask(declared.masks().size(), rate, features);
    declared.masks().add(mask);
    return mask;
  }

  /** All parameters declared so far, in order. */
  public List<Parameter> list() {
    return List.copyOf(declared.parameters());
  }

  /** All buffers declared so far, in order. */
  public List<Buffer> buffers() {
    return List.copyOf(declared.buffers());
  }

  /** All places declared so far where features are dropped, in order. */
  public List<DropMask> masks() {
    return List.copyOf(declared.masks());
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
