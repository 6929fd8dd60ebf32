package org.ncsn.autograd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.ncsn.primitive.Differentiable;
import org.ncsn.tensor.Recording;
import org.ncsn.tensor.Tensor;

/**
 * Reverse-mode differentiation. Operations on {@linkplain Tensor#watched() watched} tensors are
 * recorded as they run; here the recording is walked backwards, latest operation first.
 *
 * <pre>{@code
 * Tensor x = backend.tensor(values).watched();
 * Tensor y = x.square().sum();
 * Tensor dx = Gradients.of(y, x); // 2x
 * }</pre>
 */
public final class Gradients {
  private final boolean differentiable;
  private final Map<Recording, Boolean> leadsToVariable = new HashMap<>();
  private final Map<Recording, Tensor> cotangents = new HashMap<>();
  private final PriorityQueue<Tensor> pending =
      new PriorityQueue<>(
          Comparator.comparingLong((Tensor tensor) -> recording(tensor).sequence()).reversed());

  private Gradients(boolean differentiable) {
    this.differentiable = differentiable;
  }

  /**
   * Gradients of a scalar with respect to watched tensors.
   *
   * @param scalar a tensor of one element
   * @param variables tensors returned by {@link Tensor#watched()}
   * @return one gradient a variable, of its type; zeros where the scalar does not depend on it
   */
  public static List<Tensor> of(Tensor scalar, List<Tensor> variables) {
    return new Gradients(false).run(scalar, variables);
  }

  /** The gradient of a scalar with respect to one watched tensor. */
  public static Tensor of(Tensor scalar, Tensor variable) {
    return of(scalar, List.of(variable)).get(0);
  }

  /**
   * As {@link #of(Tensor, Tensor)}, with the gradient itself recorded, so that it can be
   * differentiated again: what sliced score matching needs.
   */
  public static Tensor differentiable(Tensor scalar, Tensor variable) {
    return new Gradients(true).run(scalar, List.of(variable)).get(0);
  }

  private List<Tensor> run(Tensor scalar, List<Tensor> variables) {
    if (scalar.shape().size() != 1) {
      throw new IllegalArgumentException(
          "gradient: only a scalar has one, found " + scalar.type() + "; sum it first");
    }
    for (Tensor variable : variables) {
      leadsToVariable.put(recording(variable), true);
    }
    IdentityHashMap<Tensor, Tensor> found = new IdentityHashMap<>();
    if (scalar.recording() != null && leads(scalar)) {
      accumulate(scalar, scalar.fillLike(1));
    }
    while (!pending.isEmpty()) {
      Tensor result = pending.remove();
      Tensor cotangent = cotangents.remove(recording(result));
      propagate(result, cotangent);
      found.put(result, cotangent);
    }
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor variable : variables) {
      Tensor gradient = found.get(variable);
      gradients.add(gradient == null ? variable.fillLike(0) : gradient);
    }
    return gradients;
  }

  private void propagate(Tensor result, Tensor cotangent) {
    Recording recording = recording(result);
    if (recording.primitive().isEmpty()) {
      return;
    }
    Differentiable primitive = recording.primitive().get();
    List<Tensor> operands = recording.operands();
    // A first-order gradient needs no record of itself: its operands are taken as constants.
    List<Tensor> seen =
        differentiable ? operands : operands.stream().map(Tensor::detached).toList();
    Tensor value = differentiable ? result : result.detached();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).recording() != null && leads(operands.get(i))) {
        accumulate(operands.get(i), primitive.vjp(i, cotangent, seen, value));
      }
    }
  }

  private void accumulate(Tensor tensor, Tensor cotangent) {
    Tensor before = cotangents.get(recording(tensor));
    if (before == null) {
      pending.add(tensor);
    }
    cotangents.put(recording(tensor), before == null ? cotangent : before.add(cotangent));
  }

  /** Whether a recorded tensor depends on one of the variables. */
  private boolean leads(Tensor tensor) {
    List<Tensor> path = new ArrayList<>(List.of(tensor));
    while (!path.isEmpty()) {
      Recording recording = recording(path.get(path.size() - 1));
      if (!leadsToVariable.containsKey(recording)) {
        Tensor unknown = firstUnknown(recording);
        if (unknown != null) {
          path.add(unknown);
          continue;
        }
        leadsToVariable.put(recording, anyLeads(recording));
      }
      path.remove(path.size() - 1);
    }
    return leadsToVariable.get(recording(tensor));
  }

  private Tensor firstUnknown(Recording recording) {
    for (Tensor operand : recording.operands()) {
      if (operand.recording() != null && !leadsToVariable.containsKey(operand.recording())) {
        return operand;
      }
    }
    return null;
  }

  private boolean anyLeads(Recording recording) {
    return recording.operands().stream()
        .anyMatch(operand -> Boolean.TRUE.equals(leadsToVariable.get(operand.recording())));
  }

  private static Recording recording(Tensor tensor) {
    if (tensor.recording() == null) {
      throw new IllegalArgumentException(
          "gradient: " + tensor.type() + " is not watched; call watched() before using it");
    }
    return tensor.recording();
  }
}
