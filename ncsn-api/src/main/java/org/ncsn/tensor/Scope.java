package org.ncsn.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.ncsn.tensor.EngineStage.EngineValue;

/**
 * Owns the tensors that are created while it is the innermost open scope of its thread, and frees
 * their native memory when it is closed. What must outlive it is handed out by {@link #keep}.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *   Tensor mean = x.square().mean();
 *   return scope.keep(mean); // the square is freed, the mean is not
 * }
 * }</pre>
 *
 * Tensors created outside of any scope live until they are closed by hand.
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<Scope> INNERMOST = new ThreadLocal<>();

  private final Scope outer;
  private Set<EngineValue<?>> owned = Collections.newSetFromMap(new IdentityHashMap<>());

  private Scope(Scope outer) {
    this.outer = outer;
  }

  /** Opens a scope inside of the one that is open now. */
  public static Scope open() {
    Scope scope = new Scope(INNERMOST.get());
    INNERMOST.set(scope);
    return scope;
  }

  static void register(EngineValue<?> value) {
    Scope scope = INNERMOST.get();
    if (scope != null) {
      scope.owned.add(value);
    }
  }

  /**
   * Hands a tensor to the enclosing scope; with none, to the caller, who closes it.
   *
   * @return the tensor itself
   */
  public Tensor keep(Tensor tensor) {
    if (tensor.value() instanceof EngineValue<?> value && owned.remove(value) && outer != null) {
      outer.owned.add(value);
    }
    return tensor;
  }

  /** Hands several tensors out. */
  public List<Tensor> keep(List<Tensor> tensors) {
    tensors.forEach(this::keep);
    return tensors;
  }

  /**
   * Frees what the scope owns.
   *
   * @throws IllegalStateException if a scope opened later is still open, or on another thread
   */
  @Override
  public void close() {
    if (owned == null) {
      return;
    }
    if (INNERMOST.get() != this) {
      throw new IllegalStateException("scope: close scopes in reverse order, on their own thread");
    }
    if (outer == null) {
      INNERMOST.remove();
    } else {
      INNERMOST.set(outer);
    }
    List<EngineValue<?>> values = new ArrayList<>(owned);
    owned = null;
    values.forEach(EngineValue::close);
  }
}
