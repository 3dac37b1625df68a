package dev.ingestjobs.client.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingestjobs.client.RawServer;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.internal.call.Attempt;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.SystemTime;
import feign.Request;
import feign.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the bytes, the sockets and the threads, whatever the other side does. */
class HttpTransportTest {
  /** Far beyond any pause of a busy machine, and far below the time that a limit which does not work would take. */
  private static final Duration LATE = Duration.ofSeconds(8);
  private static final Duration SHORT = Duration.ofMillis(250);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final String BEFORE_THE_HEADERS = "";
  private static final String WITHIN_THE_HEADERS = "HTTP/1.1 200 OK\r\nContent-";
  private static final String AFTER_AN_INTERIM_RESPONSE = "HTTP/1.1 103 Early Hints\r\n\r\n";
  private static final String WITHIN_A_BODY = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";
  private static final String WITHIN_A_CHUNK = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{";
  private static final String WITHIN_A_BODY_UNTIL_CLOSE = "HTTP/1.0 200 OK\r\n\r\n{";
  private static final String WITHIN_AN_ERROR = "HTTP/1.1 503 X\r\nContent-Length: 100\r\n\r\n{";

  private final AtomicInteger threadCount = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "ingest-jobs-test-" + threadCount.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  });
  private final HttpTransport transport = new HttpTransport(settings(LATE), threads);

  @AfterEach
  void close() {
    transport.close();
    threads.shutdownNow();
  }

  // How a call ends from this side.

  @ParameterizedTest
  @ValueSource(strings = {BEFORE_THE_HEADERS, WITHIN_THE_HEADERS, AFTER_AN_INTERIM_RESPONSE})
  void aDeadlineBeforeTheHeadersClosesTheSocket(String begin) throws IOException {
    try (RawServer server = RawServer.stalling(begin)) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> read(get(server, scope(SHORT))))
          .isInstanceOf(DeadlineExceededException.class)
          .hasMessageContaining("250 ms")
          .hasMessageEndingWith("GET " + server.url());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LATE);
      assertThat(server.isLeft()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {WITHIN_A_BODY, WITHIN_A_CHUNK, WITHIN_A_BODY_UNTIL_CLOSE, WITHIN_AN_ERROR})
  void aDeadlineWithinTheBodyClosesTheSocketAndSaysThatTheHeadersCame(String begin) throws IOException {
    try (RawServer server = RawServer.stalling(begin)) {
      Response response = get(server, scope(SHORT));
      assertThatThrownBy(() -> read(response))
          .isInstanceOf(DeadlineExceededException.class)
          .hasMessageContainingAll("250 ms", "the headers came, and the body was not read to its end");
      assertThat(server.isLeft()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BEFORE_THE_HEADERS, WITHIN_THE_HEADERS, WITHIN_A_BODY, WITHIN_A_CHUNK, WITHIN_A_BODY_UNTIL_CLOSE})
  void aCancelFromAnotherThreadClosesTheSocket(String begin) throws Exception {
    try (RawServer server = RawServer.stalling(begin)) {
      Scope scope = scope(Duration.ofMinutes(1));
      Caller caller = new Caller(() -> read(get(server, scope)));
      eventually(() -> !server.requests().isEmpty());
      scope.cancel("nobody wants to know");
      assertThat(caller.thrown())
          .isInstanceOf(CallCanceledException.class)
          .hasMessageStartingWith("nobody wants to know (GET " + server.url());
      assertThat(server.isLeft()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BEFORE_THE_HEADERS, WITHIN_THE_HEADERS, WITHIN_A_BODY, WITHIN_A_CHUNK, WITHIN_A_BODY_UNTIL_CLOSE})
  void anInterruptClosesTheSocketAndStaysSet(String begin) throws Exception {
    try (RawServer server = RawServer.stalling(begin)) {
      Caller caller = new Caller(() -> read(get(server, scope(Duration.ofMinutes(1)))));
      eventually(() -> !server.requests().isEmpty());
      caller.thread.interrupt();
      assertThat(caller.thrown())
          .isInstanceOf(CallInterruptedException.class)
          .hasMessageContainingAll("interrupted", "GET " + server.url());
      assertThat(caller.interrupted).isTrue();
      assertThat(server.isLeft()).isTrue();
    }
  }

  @Test
  void aVirtualThreadMayCall() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21);
    try (RawServer server = RawServer.answering("200 OK", "ok")) {
      AtomicReference<String> body = new AtomicReference<>();
      Runnable call = () -> body.set(read(get(server, scope(LATE))));
      Thread thread = (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, call);
      thread.join(LATE.toMillis());
      assertThat(body).hasValue("ok");
    }
  }

  @Test
  void nothingIsSentOnceTheScopeHasEnded() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", "ok")) {
      Scope canceled = scope(LATE);
      canceled.cancel("gone");
      assertThatThrownBy(() -> get(server, canceled)).isInstanceOf(CallCanceledException.class).hasMessageStartingWith("gone (");
      assertThatThrownBy(() -> get(server, scope(Duration.ZERO))).isInstanceOf(DeadlineExceededException.class);
      assertThat(read(get(server, scope(LATE)))).isEqualTo("ok");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void whatHasArrivedIsNotReadAfterTheDeadlineOrACancel() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", "ok")) {
      Scope scope = scope(LATE);
      Response response = get(server, scope);
      scope.cancel("gone");
      assertThatThrownBy(() -> read(response)).isInstanceOf(CallCanceledException.class);
      assertThatThrownBy(() -> read(response)).isInstanceOf(CallCanceledException.class);
    }
  }

  @Test
  void anExchangeThatIsOverLeavesNothingInItsScope() throws IOException {
    AtomicInteger canceled = new AtomicInteger();
    Exchange exchange = new Exchange(request("http://localhost/"), scope(LATE), ended -> canceled.incrementAndGet());
    exchange.cancel("once");
    exchange.cancel("twice");
    assertThat(canceled).hasValue(1);
  }

  // Connecting.

  @Test
  void aHandshakeThatStallsEndsWithTheDeadline() throws Exception {
    // Reading the trust store takes its time, once.
    SSLContext.getDefault();
    try (RawServer server = new RawServer((client, out) -> { })) {
      String url = server.url().replace("http:", "https:");
      assertThatThrownBy(() -> transport.execute(request(url), scope(Duration.ofMillis(800))))
          .isInstanceOf(DeadlineExceededException.class)
          .hasMessage("no whole response within 800 ms: GET " + url);
      assertThat(server.isLeft()).isTrue();
    }
  }

  @Test
  void aConnectionThatIsNotAcceptedEndsWithTheDeadlineOrTheConnectTimeout() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpTransport impatient = new HttpTransport(settings(SHORT), threads)) {
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
          socket.connect(full.getLocalSocketAddress(), 100);
        } catch (IOException e) {
          // Full.
        }
      }
      Request request = request("http://127.0.0.1:" + full.getLocalPort() + "/");
      assertThatThrownBy(() -> transport.execute(request, scope(SHORT))).isInstanceOf(DeadlineExceededException.class);
      assertThatThrownBy(() -> impatient.execute(request, scope(LATE)))
          .isExactlyInstanceOf(TransportException.class)
          .hasMessageContaining("connect timed out");
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void aNameThatIsNotKnownIsATransportErrorThatSaysSo() {
    assertThatThrownBy(() -> transport.execute(request("http://nobody.invalid/"), scope(LATE)))
        .isExactlyInstanceOf(TransportException.class)
        .hasMessage("GET http://nobody.invalid/: ConnectException: the name of the host is not known");
  }

  @Test
  void nobodyListeningIsATransportError() throws IOException {
    String url;
    try (RawServer gone = RawServer.answering("200 OK", "")) {
      url = gone.url();
    }
    assertThatThrownBy(() -> transport.execute(request(url), scope(LATE)))
        .isExactlyInstanceOf(TransportException.class)
        .hasMessageStartingWith("GET " + url + ": ConnectException");
  }

  @Test
  void callsThatFillTheCommonPoolHearOfAFailureAtOnce() throws Exception {
    int calls = ForkJoinPool.getCommonPoolParallelism() + 1;
    CyclicBarrier all = new CyclicBarrier(calls);
    try (RawServer server = new RawServer((client, out) -> {
      await(all);
      out.write("garbage\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    })) {
      List<ForkJoinTask<Response>> tasks = IntStream.range(0, calls)
          .mapToObj(i -> ForkJoinPool.commonPool().submit(() -> get(server, scope(LATE)))).toList();
      for (ForkJoinTask<Response> task : tasks) {
        assertThatThrownBy(() -> task.get(LATE.toSeconds() * 2, TimeUnit.SECONDS))
            .hasRootCauseExactlyInstanceOf(ProtocolException.class)
            .hasStackTraceContaining("TransportException: GET " + server.url());
      }
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  // The body.

  @Test
  void aBodyThatWasReadLeavesTheConnectionForTheNextCall() throws IOException {
    for (String head : List.of("200 OK", "404 X", "500 X", "302 X\r\nLocation: http://localhost:1/")) {
      try (RawServer server = RawServer.answering(head, "ok")) {
        for (int i = 0; i < 10; i++) {
          assertThat(read(get(server, scope(LATE)))).isEqualTo("ok");
        }
        assertThat(server.connections()).as(head).isEqualTo(1);
      }
    }
  }

  @Test
  void aBodyThatIsClosedEarlyClosesTheSocket() throws IOException {
    try (RawServer server = RawServer.stalling("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nab")) {
      InputStream body = get(server, scope(LATE)).body().asInputStream();
      assertThat(body.read()).isEqualTo('a');
      body.close();
      assertThat(server.isLeft()).isTrue();
      assertThat(body.read()).isEqualTo(-1);
    }
  }

  @Test
  void aBodyThatIsThereAlreadyMayBeClosedEarly() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", "")) {
      for (int i = 0; i < 10; i++) {
        Response response = get(server, scope(LATE));
        eventually(() -> threadsAreIdle());
        response.close();
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private boolean threadsAreIdle() {
    return ((ThreadPoolExecutor) threads).getActiveCount() == 0;
  }

  @Test
  void aServerIsNotReadFromFasterThanTheBodyIsRead() throws Exception {
    AtomicLong written = new AtomicLong();
    byte[] megabyte = new byte[1 << 20];
    try (RawServer server = new RawServer((client, out) -> {
      out.write(RawServer.response("200 OK\r\nContent-Length: " + (1L << 40), ""));
      while (true) {
        out.write(megabyte);
        written.addAndGet(megabyte.length);
      }
    })) {
      Response response = get(server, scope(Duration.ofMinutes(1)));
      AtomicLong before = new AtomicLong();
      AtomicInteger unchanged = new AtomicInteger();
      eventually(() -> {
        assertThat(written.get()).isLessThan(64L << 20);
        boolean same = before.getAndSet(written.get()) == written.get() && written.get() > 0;
        return (same ? unchanged.incrementAndGet() : unchanged.getAndSet(0)) == 20;
      });
      InputStream body = response.body().asInputStream();
      long more = before.get() + (64L << 20);
      for (long read = 0; read < more; ) {
        read += body.read(megabyte);
      }
      body.close();
    }
  }

  @Test
  void aReaderSeesWhatAnInputStreamPromises() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", "\u00ffbc")) {
      InputStream body = get(server, scope(LATE)).body().asInputStream();
      assertThat(body.read(new byte[3], 1, 0)).isZero();
      assertThat(body.read()).isEqualTo(0xc3);
      byte[] target = {9, 9, 9, 9, 9};
      assertThat(body.readNBytes(target, 1, 3)).isEqualTo(3);
      assertThat(target).containsExactly(9, (byte) 0xbf, 'b', 'c', 9);
      assertThat(body.read()).isEqualTo(-1);
      assertThat(body.read(target, 0, 5)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{",
    "HTTP/1.1 503 X\r\nContent-Length: 100\r\n\r\n{"
  })
  void aBodyThatWasCutOffIsNeverAShortSuccess(String answer) throws IOException {
    try (RawServer server = closing(answer)) {
      InputStream body = get(server, scope(LATE)).body().asInputStream();
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class).isNotInstanceOf(CallEndedException.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "Content-Length: -5 | not a number of bytes",
    "Content-Length: soon | not a number of bytes",
    "Content-Length: 99999999999999999999 | not a number of bytes",
    "'Content-Length:' | not a number of bytes",
    "Content-Length: 2~Content-Length: 3 | two different Content-Length headers",
    "Content-Length: 2~Transfer-Encoding: chunked | both Content-Length and Transfer-Encoding",
    "Transfer-Encoding: gzip, chunked | is not chunked",
    "Transfer-Encoding: identity | is not chunked",
    "Transfer-Encoding: chunked~Transfer-Encoding: chunked | is not chunked"
  })
  void aBodyWhoseEndIsInDoubtIsRefusedAtOnce(String headers, String problem) throws IOException {
    try (RawServer server = RawServer.stalling("HTTP/1.1 200 OK\r\n" + headers.replace("~", "\r\n") + "\r\n\r\n2\r\n{}")) {
      assertThatThrownBy(() -> read(get(server, scope(Duration.ofMinutes(1)))))
          .isExactlyInstanceOf(TransportException.class)
          .hasMessageContainingAll("ProtocolException: ", problem);
      assertThat(server.isLeft()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length:  2 \r\n\r\nok",
    "HTTP/1.1 200 OK\r\n\r\nok",
    "HTTP/1.0 200 OK\r\n\r\nok",
    "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok",
  })
  void aBodyWhoseEndIsPlainIsRead(String answer) throws IOException {
    try (RawServer server = closing(answer)) {
      assertThat(read(get(server, scope(LATE)))).isEqualTo("ok");
    }
  }

  @Test
  void aZippedBodyIsUnzippedWhateverItIsMadeOf() throws IOException {
    byte[] twoMembers = concat(zipped("o"), zipped("k"));
    for (String encoding : List.of("gzip", "X-GZIP")) {
      try (RawServer server = bytes("200 OK\r\nContent-Encoding: " + encoding, twoMembers)) {
        for (int i = 0; i < 5; i++) {
          assertThat(read(get(server, scope(LATE)))).isEqualTo("ok");
        }
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests().get(0)).containsOnlyOnce("Accept-Encoding: gzip");
      }
    }
    try (RawServer server = bytes("200 OK\r\nContent-Encoding: gzip", new byte[0])) {
      assertThat(read(get(server, scope(LATE)))).isEmpty();
    }
    try (RawServer server = bytes("200 OK\r\nContent-Encoding: identity", "ok".getBytes(StandardCharsets.UTF_8))) {
      assertThat(read(get(server, scope(LATE)))).isEqualTo("ok");
    }
  }

  @Test
  void aZippedBodyThatWasCutOffOrIsBrokenIsAnIoException() throws IOException {
    byte[] whole = zipped("ok".repeat(1000));
    byte[] broken = whole.clone();
    broken[broken.length - 8] ^= 1;
    for (byte[] body : List.of(Arrays.copyOf(whole, whole.length / 2), broken, "no gzip".getBytes(StandardCharsets.UTF_8))) {
      try (RawServer server = bytes("200 OK\r\nContent-Encoding: gzip", body)) {
        InputStream content = get(server, scope(LATE)).body().asInputStream();
        assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void theCapIsForTheBytesThatAreRead() throws IOException {
    try (HttpTransport small = new HttpTransport(new TransportSettings(LATE, 10, null, null, null), threads)) {
      for (int length : new int[] {10, 11}) {
        String text = "x".repeat(length);
        try (RawServer plain = RawServer.answering("200 OK", text);
            RawServer zipped = bytes("200 OK\r\nContent-Encoding: gzip", zipped(text))) {
          for (RawServer server : List.of(plain, zipped)) {
            InputStream body = small.execute(request(server.url()), scope(LATE)).body().asInputStream();
            if (length <= 10) {
              assertThat(body.readAllBytes()).hasSize(10);
            } else {
              assertThatThrownBy(body::readAllBytes)
                  .isInstanceOf(BodyTooLargeException.class)
                  .hasMessageContaining("more than 10 bytes");
            }
          }
        }
      }
    }
  }

  // What a server may try.

  @Test
  void aConnectionIsNotUsedAgainAfterA204ForBytesThatFollowWouldBeTakenForTheNextResponse() throws IOException {
    try (RawServer server = RawServer.stalling("HTTP/1.1 204 No Content\r\n\r\n")) {
      for (int i = 1; i <= 2; i++) {
        Response nothing = get(server, scope(LATE));
        assertThat(nothing.status()).isEqualTo(204);
        assertThat(read(nothing)).isEmpty();
        assertThat(server.isLeft()).isTrue();
        assertThat(server.connections()).isEqualTo(i);
      }
    }
  }

  @Test
  void bytesThatFollowABodyAreNotTakenForTheNextResponse() throws IOException {
    try (RawServer server = RawServer.answering("200 OK\r\nX-Server: here", "ok")) {
      assertThat(read(get(server, scope(LATE)))).isEqualTo("ok");
    }
    try (RawServer server = new RawServer((client, out) ->
        out.write((OK + OK.replace("ok", "no")).getBytes(StandardCharsets.US_ASCII)))) {
      for (int i = 0; i < 5; i++) {
        assertThat(read(get(server, scope(LATE)))).isEqualTo("ok");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints\r\nLink: </x>"})
  void interimResponsesArePassedOver(String interim) throws IOException {
    try (RawServer server = new RawServer((client, out) -> {
      for (int i = 0; i < 3; i++) {
        out.write(RawServer.response(interim, ""));
      }
      out.write(OK.getBytes(StandardCharsets.US_ASCII));
    })) {
      for (int i = 0; i < 5; i++) {
        Response response = get(server, scope(LATE));
        assertThat(response.status()).isEqualTo(200);
        assertThat(read(response)).isEqualTo("ok");
      }
      assertThat(server.requests()).hasSize(5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "nonsense\r\n\r\n", "<html>HTTP/0.9</html>", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/2 200 OK\r\nContent-Length: 2\r\n\r\nok", "\u0000\u0001\u0002",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "", "HTTP/1.1 200 OK\r\nX: \u001b[31m"
  })
  void whatIsNotHttpIsATransportErrorOfOneLine(String answer) throws IOException {
    try (RawServer server = closing(answer)) {
      TransportException thrown = catchThrowableOfType(TransportException.class, () -> read(get(server, scope(LATE))));
      assertThat(thrown).isExactlyInstanceOf(TransportException.class).hasMessageStartingWith("GET " + server.url() + ": ");
      assertThat(thrown.getMessage()).doesNotContainPattern("\\p{Cntrl}");
    }
  }

  @ParameterizedTest
  @CsvSource({"a, 5000000, ''", "'X: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 100000, '\r\n'"})
  void endlessHeadersAreRefused(String header, int times, String end) throws IOException {
    try (RawServer server = new RawServer((client, out) -> {
      byte[] bytes = (header + end).getBytes(StandardCharsets.US_ASCII);
      out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream many = new ByteArrayOutputStream();
      for (int i = 0; i < times; i++) {
        many.write(bytes);
      }
      many.writeTo(out);
    })) {
      assertThatThrownBy(() -> get(server, scope(Duration.ofMinutes(1))))
          .isExactlyInstanceOf(TransportException.class)
          .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(600));
    }
  }

  @Test
  void aGetIsSentTwiceAtMostAndAPostOnceIfTheConnectionBreaksBeforeTheResponse() throws IOException {
    try (RawServer server = closing("")) {
      assertThatThrownBy(() -> get(server, scope(LATE))).isExactlyInstanceOf(TransportException.class);
      assertThat(server.requests()).hasSize(2);
      assertThatThrownBy(() -> transport.execute(post(server.url(), "a=b"), scope(LATE))).isExactlyInstanceOf(TransportException.class);
      assertThat(server.requests()).hasSize(3);
    }
  }

  // What is sent.

  @Test
  void aRequestIsSentAsItIsAndNothingIsAdded() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", "ok")) {
      Map<String, Collection<String>> headers = Map.of(
          "User-Agent", List.of("test/1"), "X-Two", List.of("a", "b"), "Content-Length", List.of("99"), "accept-encoding", List.of("br"));
      Request request = Request.create(Request.HttpMethod.GET, server.url() + "/a%2Fb?q=1", headers, null, StandardCharsets.UTF_8, null);
      assertThat(transport.execute(request, scope(LATE)).request()).isSameAs(request);
      // JDK 17 says that the body of a GET is empty, which it is.
      assertThat(server.requests().get(0)).filteredOn(line -> !line.equals("Content-Length: 0")).containsExactlyInAnyOrder(
          "GET /api/a%2Fb?q=1 HTTP/1.1", "Host: " + URI.create(server.url()).getAuthority(), "User-Agent: test/1", "X-Two: a", "X-Two: b",
          "Accept-Encoding: gzip");
    }
  }

  @Test
  void aPostHasItsBody() throws IOException {
    AtomicReference<String> received = new AtomicReference<>();
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> {
        try (Socket client = listener.accept()) {
          StringBuilder all = new StringBuilder();
          while (!all.toString().endsWith("\r\n\r\na=b&c")) {
            all.append((char) client.getInputStream().read());
          }
          received.set(all.toString());
          client.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
      assertThat(read(transport.execute(post("http://localhost:" + listener.getLocalPort() + "/token", "a=b&c"), scope(LATE)))).isEqualTo("ok");
      assertThat(received.get()).startsWith("POST /token HTTP/1.1\r\n").contains("Content-Length: 5\r\n", "Content-Type: text/x\r\n");
    }
  }

  @Test
  void aHeaderThatCannotBeSentIsNamedAndNotShown() {
    Map<String, Collection<String>> headers = Map.of("Authorization", List.of("Bearer secret-0123456789\nX: y"));
    Request request = Request.create(Request.HttpMethod.GET, "http://localhost:1/", headers, null, StandardCharsets.UTF_8, null);
    assertThatThrownBy(() -> transport.execute(request, scope(LATE)))
        .isExactlyInstanceOf(TransportException.class)
        .hasMessage("GET http://localhost:1/: the header Authorization has a value that cannot be sent")
        .hasNoCause();
  }

  @Test
  void feignsCallIsCarriedWithinTheAttemptOfItsThread() throws IOException {
    try (RawServer server = RawServer.stalling("")) {
      assertThatThrownBy(() -> transport.execute(request(server.url()), new Request.Options()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Attempt");
      Scope.Hook attempt = new Attempt(scope(SHORT), "token", null).enter();
      try {
        assertThatThrownBy(() -> transport.execute(request(server.url()), new Request.Options()))
            .isInstanceOf(DeadlineExceededException.class);
      } finally {
        attempt.close();
      }
    }
  }

  // What the program has set for its whole JVM.

  @Test
  void whatIsSetForTheWholeJvmHasNoEffect() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    CookieManager cookies = new CookieManager();
    CookieHandler.setDefault(cookies);
    HttpURLConnection.setFollowRedirects(true);
    Authenticator.setDefault(asking(asked));
    try (RawServer elsewhere = RawServer.answering("200 OK", "ok")) {
      for (String status : List.of("200 OK", "401 X\r\nWWW-Authenticate: Basic realm=\"x\"", "302 X\r\nLocation: " + elsewhere.url())) {
        try (RawServer server = RawServer.answering(status + "\r\nSet-Cookie: a=b; Path=/", "ok")) {
          for (int i = 0; i < 2; i++) {
            assertThat(get(server, scope(LATE)).status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
          }
          assertThat(server.requests()).hasSize(2);
          assertThat(server.requests().get(1)).noneMatch(line -> line.startsWith("Cookie") || line.startsWith("Authorization"));
        }
      }
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(cookies.getCookieStore().getCookies()).isEmpty();
      assertThat(asked).hasValue(0);
    } finally {
      CookieHandler.setDefault(null);
      Authenticator.setDefault(null);
    }
  }

  @Test
  void whatTheJdkThrowsIsATransportError() throws IOException {
    Executor full = work -> {
      throw new RejectedExecutionException("no thread is left");
    };
    try (RawServer server = RawServer.answering("200 OK", "ok"); HttpTransport stuck = new HttpTransport(settings(LATE), full)) {
      assertThatThrownBy(() -> stuck.execute(request(server.url()), scope(LATE)))
          .isExactlyInstanceOf(TransportException.class)
          .hasMessageContainingAll("GET " + server.url() + ": ", "no thread is left");
    }
  }

  // Closing.

  @Test
  void closingEndsTheCallsInFlightAndEveryLaterOne() throws Exception {
    try (RawServer server = RawServer.stalling(WITHIN_A_BODY); RawServer silent = RawServer.stalling("")) {
      Caller reading = new Caller(() -> read(get(server, scope(Duration.ofMinutes(1)))));
      Caller waiting = new Caller(() -> read(get(silent, scope(Duration.ofMinutes(1)))));
      eventually(() -> !server.requests().isEmpty() && !silent.requests().isEmpty());
      transport.close();
      transport.close();
      for (Caller caller : List.of(reading, waiting)) {
        assertThat(caller.thrown()).isInstanceOf(CallCanceledException.class).hasMessageStartingWith("the client is closed (GET ");
      }
      assertThat(server.isLeft()).isTrue();
      assertThat(silent.isLeft()).isTrue();
      assertThatThrownBy(() -> get(server, scope(LATE)))
          .isInstanceOf(CallCanceledException.class)
          .hasMessage("the client is closed (GET " + server.url() + ")");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void everyThreadIsADaemonAndNoneIsLeftAfterClosing() throws Exception {
    List<Thread> before = threadsOfTheJdk();
    try (RawServer server = RawServer.answering("200 OK", "ok")) {
      HttpTransport closed = new HttpTransport(settings(LATE), threads);
      assertThat(read(closed.execute(request(server.url()), scope(LATE)))).isEqualTo("ok");
      List<Thread> own = threadsOfTheJdk();
      own.removeAll(before);
      assertThat(own).hasSize(1).allMatch(Thread::isDaemon);
      closed.close();
      eventually(() -> own.stream().noneMatch(Thread::isAlive));
      assertThat(server.isLeft()).isTrue();
    }
  }

  @Test
  void aTransportThatNobodyClosedLeavesNoThreadOnceItIsGone() throws Exception {
    List<Thread> before = threadsOfTheJdk();
    try (RawServer server = RawServer.answering("200 OK", "ok")) {
      assertThat(read(new HttpTransport(settings(LATE), threads).execute(request(server.url()), scope(LATE)))).isEqualTo("ok");
      eventually(() -> {
        System.gc();
        return before.containsAll(threadsOfTheJdk());
      });
    }
  }

  private static List<Thread> threadsOfTheJdk() {
    return new ArrayList<>(Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("HttpClient-")).toList());
  }

  @Test
  void settingsShowNoPassword() {
    assertThat(new TransportSettings(LATE, 5, null, null, asking(new AtomicInteger())))
        .hasToString("TransportSettings[connectTimeout=PT8S, maxBodyBytes=5]");
  }

  /** Calls in a thread of its own. */
  private static final class Caller {
    final AtomicReference<Throwable> thrown = new AtomicReference<>();
    final Thread thread;
    volatile boolean interrupted;

    Caller(Runnable call) {
      thread = new Thread(() -> {
        try {
          call.run();
        } catch (RuntimeException e) {
          thrown.set(e);
        }
        interrupted = Thread.currentThread().isInterrupted();
      });
      thread.setDaemon(true);
      thread.start();
    }

    Throwable thrown() throws InterruptedException {
      thread.join(LATE.toMillis());
      return thrown.get();
    }
  }

  static Authenticator asking(AtomicInteger asked) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        asked.incrementAndGet();
        return new PasswordAuthentication("user", "password".toCharArray());
      }
    };
  }

  /** Waits for what another thread does. */
  static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + LATE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      try {
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static TransportSettings settings(Duration connectTimeout) {
    return new TransportSettings(connectTimeout, Long.MAX_VALUE, null, null, null);
  }

  static Scope scope(Duration allowed) {
    return Scope.unlimited(SystemTime.INSTANCE).open(allowed);
  }

  static Request request(String url) {
    return Request.create(Request.HttpMethod.GET, url, new HashMap<>(), null, StandardCharsets.UTF_8, null);
  }

  private static Request post(String url, String body) {
    return Request.create(Request.HttpMethod.POST, url, Map.of("Content-Type", List.of("text/x")), body.getBytes(StandardCharsets.UTF_8),
        StandardCharsets.UTF_8, null);
  }

  private Response get(RawServer server, Scope scope) {
    return transport.execute(request(server.url()), scope);
  }

  /** Reads the body to its end, as a decoder would. */
  static String read(Response response) {
    try {
      return new String(response.body().asInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw TransportFailure.of(e, response.request());
    }
  }

  private static RawServer closing(String answer) {
    return new RawServer((client, out) -> {
      out.write(answer.getBytes(StandardCharsets.UTF_8));
      out.flush();
      client.shutdownOutput();
    });
  }

  private static RawServer bytes(String head, byte[] body) {
    return new RawServer((client, out) -> {
      out.write(RawServer.response(head + "\r\nContent-Length: " + body.length, ""));
      out.write(body);
    });
  }

  private static byte[] zipped(String body) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return zipped.toByteArray();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
