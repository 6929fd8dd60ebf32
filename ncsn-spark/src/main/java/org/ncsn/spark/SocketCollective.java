package org.ncsn.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.training.Collective;
import org.ncsn.training.CollectiveBroken;
import org.ncsn.training.PairwiseSum;

/**
 * Machines that talk over sockets, each with each. Of a vector every machine sums one slice, from
 * all, and gives it to all: a machine sends and receives 2 (W-1)/W times the vector, whatever W is.
 */
final class SocketCollective implements Collective, AutoCloseable {
  private final int rank;
  private final List<Optional<Peer>> peers;
  private final ExecutorService senders;

  /**
   * @param peers the other machines by rank; empty for this one
   */
  SocketCollective(int rank, List<Optional<Peer>> peers) {
    this.rank = rank;
    this.peers = peers;
    this.senders =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "all-reduce");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return peers.size();
  }

  @Override
  public HostArray sum(HostArray mine, BinaryOperator<HostArray> add) {
    float[] values = mine.floats();
    List<byte[]> terms = exchanged(to -> bytes(values, from(values, to), from(values, to + 1)));
    PairwiseSum<HostArray> sum = new PairwiseSum<>(add);
    for (byte[] term : terms) {
      sum.add(vector(term));
    }
    byte[] slice = bytes(sum.total().floats(), 0, from(values, rank + 1) - from(values, rank));
    float[] total = new float[values.length];
    int to = 0;
    for (byte[] summed : exchanged(any -> slice)) {
      ByteBuffer.wrap(summed).asFloatBuffer().get(total, to, summed.length / Float.BYTES);
      to += summed.length / Float.BYTES;
    }
    return HostArray.of(mine.shape(), total);
  }

  @Override
  public double[] gathered(double[] mine) {
    ByteBuffer bytes = ByteBuffer.allocate(mine.length * Double.BYTES);
    bytes.asDoubleBuffer().put(mine);
    double[] all = new double[mine.length * size()];
    int to = 0;
    for (byte[] given : exchanged(any -> bytes.array())) {
      ByteBuffer.wrap(given).asDoubleBuffer().get(all, to, mine.length);
      to += mine.length;
    }
    return all;
  }

  /** Where the slice of a machine begins. */
  private int from(float[] values, int machine) {
    return (int) ((long) values.length * machine / size());
  }

  private static byte[] bytes(float[] values, int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate((to - from) * Float.BYTES);
    bytes.asFloatBuffer().put(values, from, to - from);
    return bytes.array();
  }

  private static HostArray vector(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return HostArray.of(Shape.of(values.length), values);
  }

  /** Gives something to each machine, and returns what each gave to this one, by rank. */
  private List<byte[]> exchanged(IntFunction<byte[]> given) {
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (int to = 0; to < size(); to++) {
      int other = to;
      peers
          .get(to)
          .ifPresent(
              peer ->
                  sent.add(
                      CompletableFuture.runAsync(() -> peer.send(given.apply(other)), senders)));
    }
    try {
      List<byte[]> received = new ArrayList<>();
      for (Optional<Peer> peer : peers) {
        received.add(peer.isPresent() ? peer.get().receive() : given.apply(rank));
      }
      sent.forEach(CompletableFuture::join);
      return received;
    } catch (IOException | CompletionException e) {
      throw new CollectiveBroken("a machine left the step", e);
    }
  }

  @Override
  public void close() {
    senders.shutdownNow();
    peers.forEach(peer -> peer.ifPresent(Peer::close));
  }
}
