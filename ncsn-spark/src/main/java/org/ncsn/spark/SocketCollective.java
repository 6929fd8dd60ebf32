package org.ncsn.spark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
  private static final int BUFFER = 1 << 16;

  /** Others may still be compiling their programs, or be starved by their neighbours. */
  private static final int PATIENCE_MILLIS = 30 * 60 * 1000;

  private static final int MEETING_MILLIS = 60 * 1000;

  private final int rank;
  private final List<Optional<Peer>> peers;
  private final ExecutorService senders;

  private SocketCollective(int rank, List<Optional<Peer>> peers) {
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

  /** Another machine. */
  private record Peer(Socket socket, DataInputStream in, DataOutputStream out) {
    static Peer of(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new Peer(
          socket,
          new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER)),
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER)));
    }
  }

  /** A machine's place to be found at, until all have met. */
  static final class Door implements AutoCloseable {
    private final ServerSocket server;

    private Door(ServerSocket server) {
      this.server = server;
    }

    /**
     * Opens it.
     *
     * @param host that the others reach this machine by
     */
    static Door open(String host) {
      try {
        return new Door(new ServerSocket(0, 0, InetAddress.getByName(host)));
      } catch (IOException e) {
        throw new CollectiveBroken("cannot be reached at " + host, e);
      }
    }

    /** Where it is, {@code host:port}. */
    String address() {
      return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /**
     * Meets the others.
     *
     * @param addresses of all, this one's too, by rank
     * @param token that the machines of this meeting know, and nobody else
     */
    SocketCollective meet(int rank, List<String> addresses, long token) {
      List<Optional<Peer>> peers = new ArrayList<>();
      addresses.forEach(any -> peers.add(Optional.empty()));
      try {
        // Whoever is not here soon has died since it told its address.
        server.setSoTimeout(MEETING_MILLIS);
        for (int other = 0; other < rank; other++) {
          Peer peer = Peer.of(connected(addresses.get(other)));
          peer.out.writeLong(token);
          peer.out.writeInt(rank);
          peer.out.flush();
          peers.set(other, Optional.of(peer));
        }
        while (peers.stream().filter(Optional::isPresent).count() < addresses.size() - 1) {
          Peer peer = Peer.of(server.accept());
          if (peer.in.readLong() == token) {
            peers.set(peer.in.readInt(), Optional.of(peer));
          } else {
            peer.socket.close();
          }
        }
        return new SocketCollective(rank, peers);
      } catch (IOException e) {
        throw new CollectiveBroken("machine " + rank + " did not meet the others", e);
      }
    }

    private static Socket connected(String address) throws IOException {
      int colon = address.lastIndexOf(':');
      Socket socket = new Socket();
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
          MEETING_MILLIS);
      return socket;
    }

    @Override
    public void close() {
      try {
        server.close();
      } catch (IOException e) {
        throw new CollectiveBroken("a machine's door does not close", e);
      }
    }
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
                      CompletableFuture.runAsync(() -> send(peer, given.apply(other)), senders)));
    }
    try {
      List<byte[]> received = new ArrayList<>();
      for (Optional<Peer> peer : peers) {
        received.add(peer.isPresent() ? receive(peer.get()) : given.apply(rank));
      }
      sent.forEach(CompletableFuture::join);
      return received;
    } catch (IOException | CompletionException e) {
      throw new CollectiveBroken("a machine left the step", e);
    }
  }

  private static void send(Peer peer, byte[] bytes) {
    try {
      peer.out.writeInt(bytes.length);
      peer.out.write(bytes);
      peer.out.flush();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static byte[] receive(Peer peer) throws IOException {
    byte[] bytes = new byte[peer.in.readInt()];
    peer.in.readFully(bytes);
    return bytes;
  }

  @Override
  public void close() {
    senders.shutdownNow();
    for (Optional<Peer> peer : peers) {
      try {
        if (peer.isPresent()) {
          peer.get().socket.close();
        }
      } catch (IOException alreadyGone) {
        // What was to be said is said.
      }
    }
  }
}
