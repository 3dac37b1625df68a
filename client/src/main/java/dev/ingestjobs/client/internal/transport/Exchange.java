package dev.ingestjobs.client.internal.transport;

import feign.Request;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. A worker does the blocking work in a thread of its own and passes on what arrives;
 * {@link #head()} and {@link #body()} wait for it in the caller's thread, until the deadline.
 */
final class Exchange {
  private static final int CHUNK_BYTES = 16 * 1024;
  /** How far the reader of the socket may be ahead of the reader of the body. */
  private static final int CHUNKS_AHEAD = 8;

  /**
   * Without this the JDK answers a 401 with the passwords of the program's default authenticator, in place of the token and
   * twenty times. A proxy may still ask it.
   */
  private static final Authenticator PROXIES_ONLY = new Authenticator() {
    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      Authenticator ofTheProgram = Authenticator.getDefault();
      if (getRequestorType() != RequestorType.PROXY || ofTheProgram == null) {
        return null;
      }
      return Authenticator.requestPasswordAuthentication(
          ofTheProgram, getRequestingHost(), getRequestingSite(), getRequestingPort(), getRequestingProtocol(),
          getRequestingPrompt(), getRequestingScheme(), getRequestingURL(), getRequestorType());
    }
  };

  /** What the one thread tells the other. */
  private sealed interface Arrival {}

  record Head(int status, @Nullable String reason, Map<String, Collection<String>> headers) implements Arrival {}

  private record Chunk(byte[] bytes) implements Arrival {}

  private record End() implements Arrival {}

  private record Failure(IOException cause) implements Arrival {}

  private final Request request;
  private final TransportSettings settings;
  private final long deadline;
  private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
  // A FutureTask sees to it that an interrupt that comes late does not hit the next exchange of the same thread.
  private final FutureTask<?> work = new FutureTask<>(this::run, null);
  private volatile @Nullable HttpURLConnection connection;
  private volatile boolean headArrived;

  Exchange(Request request, TransportSettings settings) {
    this.request = request;
    this.settings = settings;
    this.deadline = System.nanoTime() + settings.timeout().toNanos();
  }

  void start(Executor threads) {
    threads.execute(work);
  }

  // In the worker's thread.

  private void run() {
    try {
      HttpURLConnection http = open();
      connection = http;
      try {
        exchange(http);
      } catch (IOException | RuntimeException | InterruptedException e) {
        http.disconnect();
        throw e;
      }
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new IOException(e));
    } catch (InterruptedException e) {
      // The caller has gone: nobody wants to know.
    }
  }

  private void fail(IOException cause) {
    try {
      put(new Failure(cause));
    } catch (InterruptedException e) {
      // The caller has gone: nobody wants to know.
    }
  }

  private HttpURLConnection open() throws IOException {
    HttpURLConnection http = (HttpURLConnection) URI.create(request.url()).toURL().openConnection();
    http.setRequestMethod(request.httpMethod().name());
    // A redirect could lead the token to another host.
    http.setInstanceFollowRedirects(false);
    http.setUseCaches(false);
    http.setAuthenticator(PROXIES_ONLY);
    http.setAllowUserInteraction(false);
    http.setConnectTimeout(millis(settings.connectTimeout().compareTo(settings.timeout()) < 0
        ? settings.connectTimeout() : settings.timeout()));
    http.setReadTimeout(millis(settings.timeout()));
    request.headers().forEach((name, values) -> values.forEach(value -> http.addRequestProperty(name, value)));
    http.setRequestProperty("Accept-Encoding", "gzip");
    return http;
  }

  private void exchange(HttpURLConnection http) throws IOException, InterruptedException {
    int status = http.getResponseCode();
    if (status < 0) {
      throw new ProtocolException("the answer is not HTTP");
    }
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    http.getHeaderFields().forEach((name, values) -> {
      if (name != null) {
        headers.put(name, List.copyOf(values));
      }
    });
    headArrived = true;
    put(new Head(status, http.getResponseMessage(), headers));
    if (status >= 200) {
      body(http, status, headers.containsKey("Transfer-Encoding"));
    } else {
      // An interim response, which JDK 17 takes for the last one: the real one is still to come, to nobody.
      http.disconnect();
    }
    put(new End());
  }

  private void body(HttpURLConnection http, int status, boolean chunked) throws IOException, InterruptedException {
    InputStream body = status >= 400 ? http.getErrorStream() : http.getInputStream();
    if (body == null) {
      return;
    }
    long count = 0;
    byte[] buffer = new byte[CHUNK_BYTES];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      count += read;
      put(new Chunk(Arrays.copyOf(buffer, read)));
    }
    body.close();
    // HttpURLConnection takes a body that was cut off for a whole one.
    long expected = http.getContentLengthLong();
    boolean counted = !chunked && status != HttpURLConnection.HTTP_NO_CONTENT && status != HttpURLConnection.HTTP_NOT_MODIFIED;
    if (counted && count < expected) {
      throw new EOFException("the body ended after " + count + " of " + expected + " bytes");
    }
  }

  private void put(Arrival arrival) throws InterruptedException {
    if (work.isCancelled()) {
      throw new InterruptedException();
    }
    arrivals.put(arrival);
  }

  /** Rounded up, so that no socket gives up before the deadline. */
  private static int millis(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.plusNanos(999_999).toMillis());
  }

  // In the caller's thread.

  /** Waits for the status and the headers. */
  Head head() throws IOException {
    if (next() instanceof Head head) {
      return head;
    }
    throw new IllegalStateException("the head is to come first");
  }

  /** The body, each read of which waits for what is to come. Closing it early ends the exchange. */
  InputStream body() {
    return new Body();
  }

  /** Lets the worker end, as soon as it can. Does nothing if it has ended. */
  void abort() {
    work.cancel(true);
    HttpURLConnection http = connection;
    if (http != null && !headArrived) {
      // Closes the socket at once. Once a body is being read this would wait for the reader: then the socket's timeout has to do.
      http.disconnect();
    }
  }

  /**
   * @throws DeadlineReachedException if the deadline has passed, also while there is more to read
   */
  void checkDeadline() throws DeadlineReachedException {
    if (System.nanoTime() >= deadline) {
      String what = headArrived ? ": the headers came, and the body was not read to its end" : "";
      abort();
      throw new DeadlineReachedException("no whole response within " + settings.timeout().toMillis() + " ms" + what);
    }
  }

  private Arrival next() throws IOException {
    Arrival arrival;
    try {
      arrival = arrivals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      abort();
      Thread.currentThread().interrupt();
      throw new CallInterruptedException();
    }
    // The socket's own timeout is the same time, and may be the first to notice.
    if (arrival == null || arrival instanceof Failure failure && failure.cause() instanceof SocketTimeoutException) {
      checkDeadline();
    }
    if (arrival instanceof Failure failure) {
      throw failure.cause();
    }
    return arrival;
  }

  private final class Body extends InputStream {
    private byte[] chunk = {};
    private int at;
    private boolean ended;

    @Override
    public int read() throws IOException {
      return fill() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, chunk.length - at);
      System.arraycopy(chunk, at, target, offset, count);
      at += count;
      return count;
    }

    private boolean fill() throws IOException {
      while (at == chunk.length && !ended) {
        Arrival arrival = next();
        if (arrival instanceof Chunk more) {
          chunk = more.bytes();
          at = 0;
        } else {
          ended = true;
        }
      }
      return at < chunk.length;
    }

    /** At least 1 while more may come: a reader that takes 0 for the end would stop at a pause. */
    @Override
    public int available() {
      return ended ? 0 : Math.max(1, chunk.length - at);
    }

    @Override
    public void close() {
      if (!ended) {
        ended = true;
        at = chunk.length;
        abort();
      }
    }
  }
}
