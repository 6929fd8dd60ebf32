package org.ncsn.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A web server on this machine with one file, under any name, below {@code /files/}. */
final class FileServer implements AutoCloseable {
  private final byte[] content;
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile boolean ranges = true;
  private volatile int limit;
  private volatile boolean silent;
  private final CountDownLatch closed = new CountDownLatch(1);

  FileServer(byte[] content) throws IOException {
    this.content = content;
    this.limit = content.length;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/files/", this::answer);
    server.start();
  }

  URI base() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/files/");
  }

  /** Path and range of every request. */
  List<String> requests() {
    return requests;
  }

  void ignoreRanges() {
    ranges = false;
  }

  /** Closes the connection where so many bytes of the file were sent, whatever was promised. */
  void hangUpAfter(int bytes) {
    limit = bytes;
  }

  /** Sends so many bytes of the file, and then nothing until this server is closed. */
  void fallSilentAfter(int bytes) {
    limit = bytes;
    silent = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(exchange.getRequestURI().getPath() + " " + (range == null ? "all" : range));
    boolean partial = range != null && ranges;
    int from = partial ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    exchange.sendResponseHeaders(partial ? 206 : 200, content.length - from);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(content, from, Math.max(0, limit - from));
      if (silent) {
        out.flush();
        awaitClose();
      }
    } finally {
      exchange.close();
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
