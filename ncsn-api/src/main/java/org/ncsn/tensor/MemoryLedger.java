package org.ncsn.tensor;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.ncsn.array.TensorType;
import org.ncsn.memory.MemoryShortage;
import org.ncsn.memory.MemorySupply;
import org.ncsn.memory.Room;

/**
 * Compares what a backend is going to take with what there is. Programs run one after another and
 * free what they took, but allocators keep it for the next one: the system counts it as taken. So a
 * program may also use by how much the process has grown, up to what another one took before.
 */
final class MemoryLedger {
  /**
   * Less than this is not worth a look at the system: the Java program around it varies by more.
   */
  private static final long SMALL = 16L << 20;

  /**
   * A program takes a quarter more than its values: engines need room to bring the operands of
   * convolutions into an order of their own, and lose some between blocks.
   */
  private static final int BESIDE = 4;

  private final MemorySupply supply;
  private final Map<String, Long> before = new HashMap<>();
  private long largest;

  MemoryLedger(MemorySupply supply) {
    this.supply = supply;
  }

  /**
   * Makes sure that there is memory for values.
   *
   * @throws MemoryShortage if there is less
   */
  void requireFor(TensorType type) {
    if (type.bytes() >= SMALL) {
      require("a tensor " + type, type.bytes(), type::bytes);
    }
  }

  /**
   * Makes sure that a program can run.
   *
   * @param held bytes of the values that it holds at its peak
   * @param frugally what it would hold if it was compiled frugally; asked only if there is too
   *     little
   * @throws MemoryShortage if there is less
   */
  void requireFor(String program, long held, LongSupplier frugally) {
    if (held >= SMALL) {
      require(program, held + held / BESIDE, () -> frugally.getAsLong() / BESIDE * (BESIDE + 1));
    }
  }

  private synchronized void require(String what, long bytes, LongSupplier frugally) {
    Room tightest = new Room("", Long.MAX_VALUE, 0);
    for (Room room : supply.rooms()) {
      Room whole = new Room(room.limit(), room.free() + kept(room), room.held());
      tightest = whole.free() < tightest.free() ? whole : tightest;
    }
    if (bytes > tightest.free()) {
      MemoryShortage shortage = MemoryShortage.of(what, bytes, tightest.free(), tightest.limit());
      long less = frugally.getAsLong();
      throw less <= tightest.free() ? shortage.fittingWith(less) : shortage;
    }
    largest = Math.max(largest, bytes);
  }

  /** The most that one program, or one large tensor, was found to take. */
  synchronized long largest() {
    return largest;
  }

  /** What the process holds of a limit and the next program can use. */
  private long kept(Room room) {
    long grown = room.held() - before.computeIfAbsent(room.limit(), any -> room.held());
    return Math.max(0, Math.min(grown, largest));
  }
}
