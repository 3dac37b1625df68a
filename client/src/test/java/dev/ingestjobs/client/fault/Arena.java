package dev.ingestjobs.client.fault;

import dev.ingestjobs.client.ClientsOfTests;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.RawServer;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.observe.AttemptEvent;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.client.retry.RetryPolicy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where one row of the matrix takes place: its servers, its client, its token. */
final class Arena implements AutoCloseable {
  /** Far beyond any pause of a busy machine: whatever takes longer hangs. */
  static final Duration LATE = Duration.ofSeconds(10);

  /** Of every call, unless its row says otherwise. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final AtomicInteger ARENAS = new AtomicInteger();

  final Fault fault;
  final String token = "row-" + ARENAS.incrementAndGet() + "-s3cr3t/T0ken+of=the-row_0123456789";
  final FakeTime fakeTime = new FakeTime();
  final List<AttemptEvent> attempts = new CopyOnWriteArrayList<>();
  /** Opens when the row has got to where it is ended from outside. */
  final CountDownLatch reached = new CountDownLatch(1);
  /** Opens when the row is over, for what ignores everything else. */
  final CountDownLatch over = new CountDownLatch(1);
  final RawServer server;
  final RawServer elsewhere;
  private final List<Closeable> more = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger answeredElsewhere = new AtomicInteger();
  final IngestJobsClient client;

  Arena(Fault fault) {
    this.fault = fault;
    this.server = RawServer.answeringTo((request, socket, out) -> answer(fault.answers, answered).write(this, socket, out));
    this.elsewhere = RawServer.answeringTo((request, socket, out) -> answer(fault.answersElsewhere, answeredElsewhere).write(this, socket, out));
    IngestJobsClient.Builder builder = IngestJobsClient.builder()
        .settingsFrom(name -> null, name -> null)
        .tenant("socktown").token(token).baseUrl(server.url()).timeout(TIMEOUT)
        .retry(RetryPolicy.DEFAULT.withMaxAttempts(3).withBaseDelay(Duration.ofMillis(1)))
        .rateLimiter(RateLimiter.unlimited())
        .listener(new IngestJobsListener() {
          @Override
          public void onAttempt(AttemptEvent attempt) {
            attempts.add(attempt);
          }
        });
    if (fault.inFakeTime) {
      ClientsOfTests.inTime(fakeTime, builder);
    }
    fault.settings.accept(builder, this);
    this.client = builder.build();
  }

  private static Fault.Answer answer(List<Fault.Answer> answers, AtomicInteger answered) {
    return answers.get(Math.min(answered.getAndIncrement(), answers.size() - 1));
  }

  /** Signals that the row is where it is to be ended, and does nothing until somebody does. */
  <T> T hang() throws InterruptedException {
    reached.countDown();
    over.await();
    throw new IllegalStateException("nobody has ended this");
  }

  /** Does nothing until the row is over, whoever interrupts. */
  <T> T ignoreInterrupts() {
    while (true) {
      try {
        over.await();
        throw new IllegalStateException("the row is over");
      } catch (InterruptedException e) {
        // Ignored: that is the fault.
      }
    }
  }

  void awaitReached() throws InterruptedException {
    if (!reached.await(LATE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the row did not get to where it is to be ended");
    }
  }

  /** A port that nobody listens on. */
  int refusingPort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port at which connections are made, and nothing is ever read or written. */
  int silentPort() {
    return listener(50).getLocalPort();
  }

  /** A port at which no connection comes about: nobody accepts, and the queue is full. */
  int fullPort() {
    ServerSocket full = listener(1);
    try {
      for (int i = 0; i < 8; i++) {
        SocketChannel waiting = SocketChannel.open();
        more.add(waiting);
        waiting.configureBlocking(false);
        waiting.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return full.getLocalPort();
  }

  private ServerSocket listener(int backlog) {
    try {
      ServerSocket listener = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
      more.add(listener);
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port at which each connection is handed to {@code handler} as it is accepted. */
  int port(ServerSocket listener, Handler handler) {
    more.add(listener);
    Thread thread = new Thread(() -> {
      while (!listener.isClosed()) {
        try (Socket socket = listener.accept()) {
          handler.handle(socket);
        } catch (IOException e) {
          // The client has gone, or the row is over.
        }
      }
    });
    thread.setDaemon(true);
    thread.start();
    return listener.getLocalPort();
  }

  interface Handler {
    void handle(Socket socket) throws IOException;
  }

  /** The server stays, to see what becomes of its connections. */
  @Override
  public void close() throws IOException {
    over.countDown();
    client.close();
    elsewhere.close();
    for (Closeable open : more) {
      open.close();
    }
  }
}
