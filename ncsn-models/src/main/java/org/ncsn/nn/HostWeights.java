package org.ncsn.nn;

import java.util.List;
import java.util.stream.Stream;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;

/**
 * Values of a network's parameters and buffers in Java memory.
 *
 * @param values one array for each parameter, in order
 * @param buffers one array for each buffer, in order
 */
public record HostWeights(List<HostArray> values, List<HostArray> buffers) {
  public HostWeights {
    values = List.copyOf(values);
    buffers = List.copyOf(buffers);
  }

  /** First values of a network, drawn at random. */
  public static HostWeights initial(Network network, NoiseSource noise) {
    return new HostWeights(
        Parameters.initialize(network.parameters(), noise),
        network.buffers().stream().map(Buffer::first).toList());
  }

  /** The same values in another element type. */
  public HostWeights to(DType dtype) {
    return new HostWeights(
        values.stream().map(value -> value.to(dtype)).toList(),
        buffers.stream().map(value -> value.to(dtype)).toList());
  }

  /** The values on an engine, owned by the open scope. */
  public Weights on(Backend backend) {
    return new Weights(
        values.stream().map(backend::tensor).toList(),
        buffers.stream().map(backend::tensor).toList());
  }

  /** Whether every number is finite. */
  public boolean areFinite() {
    return Stream.concat(values.stream(), buffers.stream()).allMatch(HostArray::isFinite);
  }
}
