package org.ncsn.backend.nd4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Hands out native memory and takes it back. A few released blocks are kept for the next request of
 * their size, so that a loop that makes the same arrays again and again asks the system for
 * nothing; what is beyond the limit goes back to the system at once.
 */
final class BlockPool {
  private static final long SMALLEST = 64;
  private static final long IDLE_LIMIT = 64L << 20;

  private final Map<DataType, Map<Long, Deque<Block>>> idle = new EnumMap<>(DataType.class);
  private long idleBytes;
  private long idleLimit = IDLE_LIMIT;
  private long liveBytes;
  private int liveBlocks;

  /** A block for so many elements, with one user. */
  Block acquire(DataType type, long elements) {
    long capacity = rounded(elements);
    Block block = sameSize(type, capacity).poll();
    if (block == null) {
      block = new Block(this, new NativeMemory(type, capacity));
    } else {
      idleBytes -= bytes(block);
    }
    liveBlocks++;
    liveBytes += bytes(block);
    return block.retain();
  }

  /** Takes back a block that has no users any more. */
  void recycle(Block block) {
    liveBlocks--;
    liveBytes -= bytes(block);
    if (idleBytes + bytes(block) > idleLimit) {
      block.free();
    } else {
      idleBytes += bytes(block);
      sameSize(block.type(), block.capacity()).push(block);
    }
  }

  /** Lets so many more bytes lie idle; less if negative. */
  void expect(long bytes) {
    idleLimit += bytes;
    if (idleBytes > idleLimit) {
      freeIdle();
    }
  }

  /** Blocks that are in use. */
  int liveBlocks() {
    return liveBlocks;
  }

  /** Bytes of the blocks that are in use. */
  long liveBytes() {
    return liveBytes;
  }

  /** Gives everything that is not in use back to the system. */
  void freeIdle() {
    idle.values().forEach(sizes -> sizes.values().forEach(blocks -> blocks.forEach(Block::free)));
    idle.clear();
    idleBytes = 0;
  }

  private Deque<Block> sameSize(DataType type, long capacity) {
    return idle.computeIfAbsent(type, any -> new HashMap<>())
        .computeIfAbsent(capacity, any -> new ArrayDeque<>());
  }

  /** Few sizes, so that blocks fit again: at most an eighth is wasted. */
  private static long rounded(long elements) {
    long step = Math.max(SMALLEST, Long.highestOneBit(Math.max(1, elements)) / 8);
    return Math.max(1, (elements + step - 1) / step) * step;
  }

  private static long bytes(Block block) {
    return block.capacity() * block.type().width();
  }
}
