package org.ncsn.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Two networks whose weights are taken together: those of the first, then those of the second.
 *
 * @param first whose names stay
 * @param second whose names stay, too
 */
public record JoinedNetwork(Network first, Network second) implements Network {
  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(first.parameters());
    for (Parameter other : second.parameters()) {
      all.add(
          new Parameter(
              all.size(), other.name(), other.shape(), other.layout(), other.initializer()));
    }
    return all;
  }

  @Override
  public List<Buffer> buffers() {
    List<Buffer> all = new ArrayList<>(first.buffers());
    for (Buffer other : second.buffers()) {
      all.add(new Buffer(all.size(), other.name(), other.first(), other.kind()));
    }
    return all;
  }

  /** The weights of both, of those of each. */
  public static HostWeights join(HostWeights first, HostWeights second) {
    return new HostWeights(
        joined(first, second, HostWeights::values), joined(first, second, HostWeights::buffers));
  }

  private static <W, T> List<T> joined(W first, W second, Function<W, List<T>> of) {
    List<T> all = new ArrayList<>(of.apply(first));
    all.addAll(of.apply(second));
    return all;
  }

  /** The first network's weights of those of both. */
  public Weights ofFirst(Weights both) {
    return new Weights(
        both.values().subList(0, first.parameters().size()),
        both.buffers().subList(0, first.buffers().size()));
  }

  /** The second network's weights of those of both. */
  public Weights ofSecond(Weights both) {
    return new Weights(
        both.values().subList(first.parameters().size(), both.values().size()),
        both.buffers().subList(first.buffers().size(), both.buffers().size()));
  }
}
