package dev.ingestjobs.client.internal.transport;

import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.Waiting;
import feign.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. The threads of {@code java.net.http} pass on what arrives; {@link #head()} and {@link #body()}
 * wait for it in the caller's thread, until the scope ends. However the exchange ends before the last byte, its socket is closed.
 */
final class Exchange {
  /** How many pieces, of some 16 KiB each, the reader of the socket may be ahead of the reader of the body. */
  private static final int PIECES_AHEAD = 8;
  private static final int NO_CONTENT = 204;
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  /** What the threads of the JDK tell the caller's. */
  private sealed interface Arrival {}

  /** The status and the headers; the JDK keeps no reason phrase. */
  record Head(int status, HttpHeaders headers) implements Arrival {}

  private record Piece(List<ByteBuffer> bytes) implements Arrival {}

  private record End() implements Arrival {}

  private record Failure(IOException cause) implements Arrival {}

  private final Request request;
  private final Scope scope;
  // Bounded all the same: no more arrives than was asked for.
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  /** Forgotten once it is told: the JDK keeps the last exchange of a connection, and must not keep what knows its client. */
  private final AtomicReference<@Nullable Consumer<Exchange>> whenEnded;
  /** Done when the request is on its way; its result, when the response is there. */
  private final CompletableFuture<CompletableFuture<?>> sent = new CompletableFuture<>();
  private volatile boolean aborted;
  private volatile @Nullable String canceled;
  private volatile boolean headArrived;
  private volatile boolean unreadable;
  private volatile Flow.@Nullable Subscription supply;
  private volatile Scope.@Nullable Hook hook;

  /**
   * @param request what messages name
   * @param whenEnded told once, in any thread, when the exchange has ended
   */
  Exchange(Request request, Scope scope, Consumer<Exchange> whenEnded) {
    this.request = request;
    this.scope = scope;
    this.whenEnded = new AtomicReference<>(whenEnded);
  }

  /**
   * Sends the request.
   *
   * @throws CallEndedException if the scope has ended; nothing is sent then
   */
  void start(HttpClient http, HttpRequest sending) throws CallEndedException {
    hook = scope.onCancel(this::abort);
    checkEnded();
    CompletableFuture<HttpResponse<@Nullable Void>> response = http.sendAsync(sending, this::receive);
    sent.complete(response);
    response.whenComplete(this::finish);
    if (aborted) {
      // Before there was anything to cancel.
      response.cancel(true);
    }
  }

  // In the JDK's threads.

  private HttpResponse.BodySubscriber<@Nullable Void> receive(HttpResponse.ResponseInfo info) {
    String problem = lengthProblem(info.headers());
    if (problem == null) {
      headArrived = true;
      arrivals.add(new Head(info.statusCode(), info.headers()));
    } else {
      // Waiting for such a body would take until the deadline, or give another length than the one that was meant.
      arrivals.add(new Failure(new ProtocolException(problem)));
      // The JDK, which cannot read some of these headers either, leaves the socket open unless it is told before it tries.
      sent.join();
      abort();
    }
    return new Receiver(info.statusCode(), problem == null);
  }

  private void finish(@Nullable HttpResponse<@Nullable Void> whole, @Nullable Throwable failure) {
    if (failure != null) {
      IOException cause = asIoException(failure);
      unreadable = !headArrived && cause instanceof ProtocolException;
      arrivals.add(new Failure(cause));
    } else if (whole != null && !headArrived) {
      // The 407 of a proxy that refuses a tunnel: the JDK drops its body and shows it to nobody before.
      arrivals.add(new Head(whole.statusCode(), whole.headers()));
      arrivals.add(new End());
    }
  }

  /** What is wrong with the headers that say where the body ends; null if nothing is. */
  private static @Nullable String lengthProblem(HttpHeaders headers) {
    List<String> lengths = headers.allValues("Content-Length").stream().map(String::strip).distinct().toList();
    List<String> codings = headers.allValues("Transfer-Encoding");
    if (lengths.size() > 1) {
      return "the response has two different Content-Length headers";
    }
    if (!lengths.isEmpty() && !LENGTH.matcher(lengths.get(0)).matches()) {
      return "the Content-Length of the response is not a number of bytes";
    }
    if (!lengths.isEmpty() && !codings.isEmpty()) {
      return "the response has both Content-Length and Transfer-Encoding";
    }
    if (codings.size() > 1 || codings.size() == 1 && !codings.get(0).strip().equalsIgnoreCase("chunked")) {
      return "the Transfer-Encoding of the response is not chunked";
    }
    return null;
  }

  private static IOException asIoException(Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private final class Receiver implements HttpResponse.BodySubscriber<@Nullable Void> {
    /** Open until the last byte, because cancelling the response closes the socket only until this is done. */
    private final CompletableFuture<@Nullable Void> whole = new CompletableFuture<>();
    private final int status;
    private final boolean wanted;

    /**
     * @param wanted whether the body is read. If it is not, the connection is closed: nobody knows where the body ends, and the
     *     JDK, which believes to know, would use the connection again
     */
    Receiver(int status, boolean wanted) {
      this.status = status;
      this.wanted = wanted;
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      if (wanted) {
        supply = subscription;
        subscription.request(PIECES_AHEAD);
      } else {
        subscription.cancel();
      }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
      arrivals.add(new Piece(bytes));
    }

    @Override
    public void onError(Throwable failure) {
      arrivals.add(new Failure(asIoException(failure)));
      whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      arrivals.add(new End());
      if (status == NO_CONTENT || !wanted) {
        // The JDK takes bytes that follow for the response to the next request, unless the connection is closed.
        whole.completeExceptionally(new ProtocolException("not to be used again"));
      } else {
        whole.complete(null);
      }
    }
  }

  // In any thread.

  /** Ends the exchange from outside, and with it the wait of its caller. */
  void cancel(String reason) {
    canceled = reason;
    abort();
  }

  /** Closes the socket, unless everything has arrived. */
  void abort() {
    aborted = true;
    CompletableFuture<?> response = sent.getNow(null);
    if (response != null) {
      response.cancel(true);
    }
    end();
  }

  /** Whether the JDK could make nothing of the head of the response, and so left the socket open. */
  boolean isUnreadable() {
    return unreadable;
  }

  private void end() {
    Consumer<Exchange> told = whenEnded.getAndSet(null);
    if (told != null) {
      Scope.Hook registered = hook;
      if (registered != null) {
        registered.close();
      }
      told.accept(this);
    }
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

  /**
   * @throws CallEndedException if the deadline has passed or the call was canceled, also while there is more to read
   */
  void checkEnded() throws CallEndedException {
    String reason = canceled;
    if (reason != null) {
      throw new CallEndedException(new CallCanceledException(reason + " (" + what() + ")"));
    }
    try {
      if (scope.isCanceled() || scope.remainingNanos() == 0) {
        scope.check(what());
      }
    } catch (TransportException e) {
      abort();
      throw new CallEndedException(e);
    }
  }

  private String what() {
    String what = TransportFailure.what(request);
    return headArrived ? what + ": the headers came, and the body was not read to its end" : what;
  }

  private Arrival next() throws IOException {
    while (true) {
      Arrival arrival;
      try {
        arrival = Waiting.managed(() -> arrivals.poll(scope.remainingNanos(), TimeUnit.NANOSECONDS));
      } catch (InterruptedException e) {
        abort();
        Thread.currentThread().interrupt();
        throw new CallEndedException(new CallInterruptedException("the calling thread was interrupted (" + what() + ")"));
      }
      if (arrival instanceof Failure failure) {
        // For whoever reads on all the same.
        arrivals.add(failure);
        abort();
        checkEnded();
        throw failure.cause();
      }
      if (arrival != null) {
        return arrival;
      }
      checkEnded();
    }
  }

  private final class Body extends InputStream {
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private boolean complete;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      ByteBuffer piece = pieces.element();
      int count = Math.min(length, piece.remaining());
      piece.get(target, offset, count);
      return count;
    }

    private boolean fill() throws IOException {
      while (!pieces.isEmpty() && !pieces.element().hasRemaining()) {
        pieces.remove();
      }
      while (pieces.isEmpty() && !complete) {
        take(next());
      }
      return !pieces.isEmpty();
    }

    private void take(Arrival arrival) {
      if (arrival instanceof Piece more) {
        more.bytes().stream().filter(ByteBuffer::hasRemaining).forEach(pieces::add);
        Flow.Subscription subscription = supply;
        if (subscription != null) {
          subscription.request(1);
        }
      } else {
        complete = true;
        end();
      }
    }

    /** At least 1 while more may come: a reader that takes 0 for the end would stop at a pause. */
    @Override
    public int available() {
      return complete && pieces.isEmpty() ? 0 : 1;
    }

    @Override
    public void close() {
      // What is there already is taken, because it may be the end, and then the connection can be used again.
      for (Arrival arrival = arrivals.poll(); arrival != null && !complete; arrival = arrivals.poll()) {
        take(arrival);
      }
      pieces.clear();
      if (!complete) {
        complete = true;
        abort();
      }
    }
  }
}
