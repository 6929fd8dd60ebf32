package org.ncsn.nn;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.TensorType;
import org.ncsn.tensor.Tensor;

/**
 * The arguments of a compiled function in named groups, where the function itself knows a list.
 * Whoever compiles it adds the groups, and reads and fills them by their names from then on.
 *
 * <pre>{@code
 * Arguments arguments = new Arguments();
 * Group weights = arguments.group(types);
 * Group x = arguments.one(images);
 * CompiledProgram program =
 *     backend.compile("score", arguments.types(), in -> List.of(f(weights.of(in), x.only(in))));
 * program.run(arguments.values(weights.with(values), x.with(image)));
 * }</pre>
 */
public final class Arguments {
  private final List<TensorType> types = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  /** A group of so many arguments. */
  public Group group(List<TensorType> ofTypes) {
    Group group = new Group(groups.size(), types.size(), types.size() + ofTypes.size());
    types.addAll(ofTypes);
    groups.add(group);
    return group;
  }

  /** A group of one argument. */
  public Group one(TensorType type) {
    return group(List.of(type));
  }

  /** The values of a network's parameters and buffers. */
  public WeightGroup weights(List<TensorType> parameters, List<TensorType> buffers) {
    List<TensorType> both = new ArrayList<>(parameters);
    both.addAll(buffers);
    return new WeightGroup(group(both), parameters.size());
  }

  /** The weights of a network, of one element type. */
  public WeightGroup weights(Network network, DType dtype) {
    return weights(network.parameterTypes(dtype), network.bufferTypes(dtype));
  }

  /** Types of all arguments, in order. */
  public List<TensorType> types() {
    return List.copyOf(types);
  }

  /**
   * All arguments, in order.
   *
   * @param filled every group once, in the order in which they were added
   * @throws IllegalArgumentException if it is another order, or a group has another number
   */
  public List<Tensor> values(Filled... filled) {
    List<Tensor> values = new ArrayList<>();
    for (int i = 0; i < filled.length; i++) {
      Group group = filled[i].group();
      if (group.number != i || filled[i].values().size() != group.to - group.from) {
        throw new IllegalArgumentException(
            "arguments: group " + i + " takes " + sizeOf(i) + " values, found group " + filled[i]);
      }
      values.addAll(filled[i].values());
    }
    if (filled.length != groups.size()) {
      throw new IllegalArgumentException(
          "arguments: there are " + groups.size() + " groups, found " + filled.length);
    }
    return values;
  }

  private int sizeOf(int number) {
    return number < groups.size() ? groups.get(number).to - groups.get(number).from : 0;
  }

  /**
   * Some arguments that stand one behind the other.
   *
   * @param number of the group, from 0
   * @param from the first argument's place
   * @param to the place behind the last one's
   */
  public record Group(int number, int from, int to) {
    /** The group's values among all of the function's. */
    public List<Tensor> of(List<Tensor> all) {
      return all.subList(from, to);
    }

    /** The value of a group of one. */
    public Tensor only(List<Tensor> all) {
      return all.get(from);
    }

    /** The group with values. */
    public Filled with(List<Tensor> values) {
      return new Filled(this, values);
    }

    /** The group of one with its value. */
    public Filled with(Tensor value) {
      return new Filled(this, List.of(value));
    }
  }

  /**
   * Weights: the parameters' values, then the buffers'.
   *
   * @param all both
   * @param parameters how many of them are the parameters'
   */
  public record WeightGroup(Group all, int parameters) {
    /** The weights among all of the function's values. */
    public Weights of(List<Tensor> values) {
      List<Tensor> both = all.of(values);
      return new Weights(both.subList(0, parameters), both.subList(parameters, both.size()));
    }

    /** The group with its weights. */
    public Filled with(Weights weights) {
      List<Tensor> both = new ArrayList<>(weights.values());
      both.addAll(weights.buffers());
      return all.with(both);
    }
  }

  /** A group with its values. */
  public record Filled(Group group, List<Tensor> values) {
    @Override
    public String toString() {
      return group.number + " with " + values.size();
    }
  }
}
