package org.ncsn.data;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** One request for a file, or for what is still missing of it. */
final class HttpTransfer {
  private static final int OK = 200;
  private static final int PARTIAL = 206;

  private final URI source;
  private final Path part;
  private final long total;
  private final Duration patience;
  private final LongConsumer progress;
  private final AtomicLong received = new AtomicLong();
  private volatile IOException writeFailure;
  private FileOutputStream out;

  /**
   * A transfer into a file that may hold the beginning already.
   *
   * @param total size of the whole file; a server that sends more is cut off
   * @param patience how long to wait while nothing comes
   */
  HttpTransfer(URI source, Path part, long total, Duration patience, LongConsumer progress) {
    this.source = source;
    this.part = part;
    this.total = total;
    this.patience = patience;
    this.progress = progress;
  }

  /** The server or the network is at fault, not the disk. */
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1L;

    Failure(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Receives until the end.
   *
   * @throws Failure if the network or the server fails; what came is kept
   * @throws IOException if the file cannot be written
   */
  void run() throws IOException {
    long present = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(patience);
    if (present > 0 && present < total) {
      request.header("Range", "bytes=" + present + "-");
    }
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
    try {
      int status = await(client.sendAsync(request.build(), this::begin)).statusCode();
      if (status != OK && status != PARTIAL) {
        throw new Failure("the server answered with status " + status, null);
      }
    } finally {
      if (out != null) {
        out.close();
      }
    }
  }

  private HttpResponse.BodySubscriber<Void> begin(HttpResponse.ResponseInfo response) {
    int status = response.statusCode();
    if (status != OK && status != PARTIAL) {
      return HttpResponse.BodySubscribers.discarding();
    }
    try {
      // A server that does not know ranges answers OK and starts from the beginning.
      received.set(status == PARTIAL ? Files.size(part) : 0);
      out = new FileOutputStream(part.toFile(), status == PARTIAL);
    } catch (IOException e) {
      throw failedToWrite(e);
    }
    return HttpResponse.BodySubscribers.ofByteArrayConsumer(piece -> piece.ifPresent(this::store));
  }

  private void store(byte[] piece) {
    if (received.get() + piece.length > total) {
      throw new UncheckedIOException(
          new IOException("the server sends more than the published " + total + " bytes"));
    }
    try {
      out.write(piece);
    } catch (IOException e) {
      throw failedToWrite(e);
    }
    progress.accept(received.addAndGet(piece.length));
  }

  private UncheckedIOException failedToWrite(IOException cause) {
    writeFailure = cause;
    return new UncheckedIOException(cause);
  }

  /** Waits as long as something arrives; the client itself times only the response's beginning. */
  private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> response)
      throws IOException {
    long before = -1;
    while (true) {
      try {
        return response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (received.get() == before) {
          response.cancel(true);
          throw new Failure("nothing came for " + patience.toSeconds() + " seconds", e);
        }
        before = received.get();
      } catch (ExecutionException e) {
        if (writeFailure != null) {
          throw writeFailure;
        }
        throw new Failure(reason(e.getCause()), e.getCause());
      } catch (InterruptedException e) {
        response.cancel(true);
        Thread.currentThread().interrupt();
        throw new Failure("it was interrupted", e);
      }
    }
  }

  private String reason(Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return source.getHost() + " does not answer";
    }
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException) {
        return "the name " + source.getHost() + " cannot be resolved (is there a network?)";
      }
    }
    if (cause instanceof ConnectException) {
      return source.getHost() + " cannot be reached";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
