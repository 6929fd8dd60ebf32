package org.ncsn.spark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletionException;

/** Another machine that a machine trains with. */
record Peer(Socket socket, DataInputStream in, DataOutputStream out) implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** Others may still be compiling their programs, or be starved by their neighbours. */
  private static final int PATIENCE_MILLIS = 30 * 60 * 1000;

  static Peer of(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    Peer peer =
        new Peer(
            socket,
            new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER)),
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER)));
    peer.waitLong();
    return peer;
  }

  /** Waits for it as long as a step may take. */
  void waitLong() throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Gives it something, while it may be giving something itself. */
  void send(byte[] bytes) {
    try {
      out.writeInt(bytes.length);
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** Waits for what it gives. */
  byte[] receive() throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // What was to be said is said.
    }
  }
}
