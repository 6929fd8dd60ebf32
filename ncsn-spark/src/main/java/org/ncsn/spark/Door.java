package org.ncsn.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ncsn.training.CollectiveBroken;

/** A machine's place to be found at, until all have met. */
final class Door implements AutoCloseable {
  private static final int MEETING_MILLIS = 60 * 1000;
  private static final int LOOK_MILLIS = 200;
  private static final int STRANGER_MILLIS = 5 * 1000;

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
   * @param ended whether nobody waits for this machine any more, as when another one died
   * @throws CollectiveBroken if they do not all come
   */
  SocketCollective meet(int rank, List<String> addresses, long token, BooleanSupplier ended) {
    List<Optional<Peer>> peers = new ArrayList<>();
    addresses.forEach(any -> peers.add(Optional.empty()));
    try {
      for (int other = 0; other < rank; other++) {
        Peer peer = Peer.of(connected(addresses.get(other)));
        peer.out().writeLong(token);
        peer.out().writeInt(rank);
        peer.out().flush();
        peers.set(other, Optional.of(peer));
      }
      while (peers.stream().filter(Optional::isPresent).count() < addresses.size() - 1) {
        Peer peer = Peer.of(knocked(ended));
        if (knows(peer, token)) {
          peers.set(peer.in().readInt(), Optional.of(peer));
        } else {
          peer.close();
        }
      }
      return new SocketCollective(rank, peers);
    } catch (IOException e) {
      throw new CollectiveBroken("machine " + rank + " did not meet the others", e);
    }
  }

  /** Whoever does not knock soon has died since it told its address. */
  private Socket knocked(BooleanSupplier ended) throws IOException {
    server.setSoTimeout(LOOK_MILLIS);
    for (int waited = 0; waited < MEETING_MILLIS && !ended.getAsBoolean(); waited += LOOK_MILLIS) {
      try {
        return server.accept();
      } catch (SocketTimeoutException e) {
        // Nobody yet.
      }
    }
    throw new SocketTimeoutException("another machine did not come");
  }

  /** Whoever looks which ports are open neither ends a meeting nor holds it up for long. */
  private static boolean knows(Peer peer, long token) {
    try {
      peer.socket().setSoTimeout(STRANGER_MILLIS);
      boolean known = peer.in().readLong() == token;
      peer.waitLong();
      return known;
    } catch (IOException stranger) {
      return false;
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
