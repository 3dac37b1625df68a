package dev.ingestjobs.client.internal.transport;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/**
 * Carries a request by the JDK's {@code HttpURLConnection}, which needs no jar and starts fast, and gives it what it lacks:
 * one deadline over connecting, headers and body, and an answer to an interrupt. Safe for use by several threads.
 *
 * <p>A blocked read of {@code HttpURLConnection} cannot be ended from outside: {@code disconnect()} waits for the very lock
 * that the reader holds. So a daemon thread does the blocking and the caller waits for it, no longer than the deadline; the
 * thread itself is let go by the socket's own timeout soon after. Idle threads end after some seconds.
 */
public final class UrlConnectionTransport implements Client {
  private static final int THREAD_IDLE_SECONDS = 5;
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final TransportSettings settings;
  private final Executor threads = new ThreadPoolExecutor(
      0, Integer.MAX_VALUE, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), UrlConnectionTransport::daemon);

  public UrlConnectionTransport(TransportSettings settings) {
    this.settings = settings;
  }

  @Override
  public Response execute(Request request, Request.Options ignored) {
    Exchange exchange = new Exchange(request, settings);
    try {
      exchange.start(threads);
      Exchange.Head head = exchange.head();
      return Response.builder()
          .request(request)
          .status(head.status())
          .reason(head.reason())
          .headers(head.headers())
          .body(body(exchange, head.headers()), null)
          .build();
    } catch (IOException e) {
      exchange.abort();
      throw TransportFailure.of(e, request);
    }
  }

  private InputStream body(Exchange exchange, Map<String, Collection<String>> headers) throws IOException {
    InputStream body = exchange.body();
    boolean zipped = headers.getOrDefault("Content-Encoding", List.of()).stream().anyMatch("gzip"::equalsIgnoreCase);
    if (zipped) {
      BufferedInputStream peeked = new BufferedInputStream(body);
      peeked.mark(1);
      boolean empty = peeked.read() < 0;
      peeked.reset();
      body = empty ? peeked : new GZIPInputStream(peeked);
    }
    return new CappedInputStream(body, settings.maxBodyBytes());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ingest-jobs-io-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
