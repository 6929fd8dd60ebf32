package org.ncsn.backend.nd4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.backend.nd4j.Operation.Call;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Carries operations out at once, on memory from a pool. Whoever holds its monitor has the engine
 * for himself.
 */
final class EagerMachine implements Machine {
  private static final int CALLS_KEPT = 1024;

  private final BlockPool pool;
  private final Threads threads;

  /** Calls to use again: making one costs more than a small operation. */
  private final Map<Operation, Call> calls =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Operation, Call> eldest) {
          return size() > CALLS_KEPT;
        }
      };

  EagerMachine(BlockPool pool, Threads threads) {
    this.pool = pool;
    this.threads = threads;
  }

  /** How many threads operations use. */
  Threads threads() {
    return threads;
  }

  @Override
  public synchronized Nd4jArray allocate(DataType type, Shape shape) {
    return Nd4jArray.of(pool.acquire(type, shape.size()), shape);
  }

  @Override
  public synchronized Nd4jArray constant(HostArray values) {
    Nd4jArray array = allocate(Transfer.type(values.dtype()), values.shape());
    if (!array.isEmpty()) {
      Transfer.write(values, block(array).view(array.shape()));
    }
    return array;
  }

  @Override
  public synchronized Nd4jArray reshape(Nd4jArray x, Shape shape) {
    return new Nd4jArray(block(x).retain(), shape, x.known());
  }

  @Override
  public Optional<Nd4jArray> part(Nd4jArray x, long from, Shape shape) {
    return Optional.empty();
  }

  @Override
  public synchronized void run(
      Operation operation, List<Nd4jArray> operands, List<Nd4jArray> results) {
    threads.tellThisThread();
    Call call = calls.computeIfAbsent(operation, Operation::prepare);
    call.bind(views(operands), views(results));
    try {
      call.run();
    } finally {
      call.unbind();
    }
  }

  private static List<INDArray> views(List<Nd4jArray> arrays) {
    return arrays.stream().map(array -> block(array).view(array.shape())).toList();
  }

  @Override
  public Nd4jArray derived(Nd4jArray source, String purpose, UnaryOperator<Nd4jArray> maker) {
    return maker.apply(source);
  }

  @Override
  public synchronized void release(Nd4jArray array) {
    block(array).release();
  }

  /** The memory of an array that exists. */
  static Block block(Nd4jArray array) {
    return (Block) array.storage();
  }
}
