package dev.ingestjobs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.error.UnauthorizedException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.retry.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the network does, and what the caller sees. The deadlines are real and short: a socket has no clock to inject. */
class TransportTest {
  private static final Duration DEADLINE = Duration.ofMillis(250);
  /** Far beyond any pause of a busy machine, and far below the time that a deadline which does not work would take. */
  private static final Duration LATE = Duration.ofSeconds(8);
  private static final String JOB = "{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":[]}";

  enum Stall {
    BEFORE_THE_HEADERS(""),
    WITHIN_THE_HEADERS("HTTP/1.1 200 OK\r\nContent-"),
    WITHIN_A_BODY_OF_KNOWN_LENGTH("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\""),
    WITHIN_A_CHUNKED_BODY("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n"),
    WITHIN_A_BODY_UNTIL_CLOSE("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"id\""),
    WITHIN_A_TABLE("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{\"id\":\"i\",\"tables\":[{\"files\":[{\"file_id\":\"a\"},"),
    WITHIN_AN_ERROR("HTTP/1.1 503 X\r\nContent-Length: 100\r\n\r\n{\"sta");

    final String begin;

    Stall(String begin) {
      this.begin = begin;
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneDeadlineHoldsWhereverTheServerStalls(Stall stall) throws IOException {
    AtomicReference<RawServer> self = new AtomicReference<>();
    try (RawServer server = new RawServer((client, out) -> {
      out.write(stall.begin.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      self.get().hang();
    })) {
      self.set(server);
      long start = System.nanoTime();
      assertThatThrownBy(() -> client(server, DEADLINE).get("isj-1"))
          .isInstanceOf(DeadlineExceededException.class)
          .hasMessageContaining("250 ms");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, LATE);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WITHIN_THE_HEADERS", "WITHIN_A_BODY_OF_KNOWN_LENGTH"})
  void aDripOfBytesDoesNotMoveTheDeadline(Stall stall) throws IOException {
    try (RawServer server = new RawServer((client, out) -> drip(out, stall.begin))) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> client(server, DEADLINE).get("isj-1")).isInstanceOf(DeadlineExceededException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, LATE);
    }
  }

  private static void drip(OutputStream out, String begin) throws IOException, InterruptedException {
    out.write(begin.getBytes(StandardCharsets.US_ASCII));
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 1000; i++) {
      out.write(' ');
      out.flush();
      if (never.await(20, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  @Test
  void aBodyThatUnzipsToMoreThanCanBeReadInTimeDoesNotMoveTheDeadline() throws IOException {
    byte[] tenMegabytes = zipped(" ".repeat(10_000_000));
    try (RawServer server = new RawServer((client, out) -> {
      out.write(RawServer.response("200 OK\r\nContent-Encoding: gzip", ""));
      for (int i = 0; i < 10_000; i++) {
        out.write(tenMegabytes);
      }
    })) {
      IngestJobsClient client = builder(server.url(), DEADLINE).maxBodyBytes(2_000_000_000).build();
      assertThatThrownBy(() -> client.get("isj-1")).isInstanceOf(DeadlineExceededException.class);
    }
  }

  @Test
  void anInterruptEndsACallAndStaysSet() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicReference<RawServer> self = new AtomicReference<>();
    try (RawServer server = new RawServer((client, out) -> {
      asked.countDown();
      self.get().hang();
    })) {
      self.set(server);
      AtomicReference<IngestJobsException> thrown = new AtomicReference<>();
      AtomicReference<Boolean> flag = new AtomicReference<>();
      Thread caller = new Thread(() -> {
        thrown.set(catchThrowableOfType(IngestJobsException.class, () -> client(server, Duration.ofMinutes(1)).get("isj-1")));
        flag.set(Thread.currentThread().isInterrupted());
      });
      caller.start();
      assertThat(asked.await(LATE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      caller.interrupt();
      caller.join(LATE.toMillis());

      assertThat(thrown.get()).isInstanceOf(TransportException.class).hasMessageContaining("interrupted");
      assertThat(flag.get()).isTrue();
    }
  }

  @Test
  void aBodyThatWasCutOffIsATransportError() throws IOException {
    for (String head : List.of("200 OK\r\nContent-Length: 1000", "200 OK\r\nTransfer-Encoding: chunked", "503 X\r\nContent-Length: 1000")) {
      try (RawServer server = new RawServer((client, out) -> {
        out.write(RawServer.response(head, head.contains("chunked") ? "3e8\r\n" + JOB : JOB));
        client.shutdownOutput();
      })) {
        assertThatThrownBy(() -> client(server, LATE).get("isj-1")).as(head).isInstanceOf(TransportException.class);
      }
    }
  }

  @Test
  void aBodyOfUnknownLengthThatBreaksOffIsATransportErrorAndOneOfKnownLengthIsBroken() throws IOException {
    String begin = "{\"id\":\"isj-1\",\"tables\":[";
    try (RawServer server = new RawServer((client, out) -> {
      out.write(RawServer.response("200 OK\r\nConnection: close", begin));
      client.shutdownOutput();
    })) {
      assertThatThrownBy(() -> client(server, LATE).get("isj-1"))
          .isExactlyInstanceOf(TransportException.class)
          .hasMessageEndingWith("the body broke off: its JSON is not at its end, and no header says where that is");
    }
    try (RawServer server = RawServer.answering("200 OK", begin)) {
      assertThatThrownBy(() -> client(server, LATE).get("isj-1")).isInstanceOf(UndecodableResponseException.class);
    }
  }

  @Test
  void aBreakWithinATableIsATransportErrorAndNotABrokenJob() throws IOException {
    String begin = "{\"id\":\"i\",\"tables\":[{\"files\":[{\"file_id\":\"a\"},";
    try (RawServer server = new RawServer((client, out) -> {
      out.write(RawServer.response("200 OK\r\nContent-Length: 1000", begin));
      client.shutdownOutput();
    })) {
      assertThatThrownBy(() -> client(server, LATE).get("isj-1"))
          .isExactlyInstanceOf(TransportException.class)
          .hasMessageStartingWith("GET " + server.url() + "/ingest/jobs/isj-1: ")
          .hasMessageNotContaining("tables")
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void anInterimResponseIsPassedOverAndDoesNotConfuseTheNextCall() throws IOException {
    AtomicInteger answers = new AtomicInteger();
    try (RawServer server = new RawServer((client, out) -> {
      String job = JOB.replace("isj-1", "isj-" + answers.incrementAndGet());
      out.write(RawServer.response("103 Early Hints\r\nLink: </x>", ""));
      out.write(RawServer.response("200 OK\r\nContent-Length: " + job.length(), job));
    })) {
      IngestJobsClient client = client(server, LATE);
      for (int i = 1; i <= 3; i++) {
        assertThat(client.get("isj-" + i).id()).isEqualTo("isj-" + i);
      }
    }
  }

  @Test
  void theProgramsOwnPasswordsAreNotSentInPlaceOfTheToken() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Authenticator.setDefault(new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        asked.incrementAndGet();
        return new PasswordAuthentication("user", "password".toCharArray());
      }
    });
    try (RawServer server = RawServer.answering("401 X\r\nWWW-Authenticate: Basic realm=\"x\"", "{\"status\":401,\"message\":\"No.\"}")) {
      assertThatThrownBy(() -> client(server, LATE).get("isj-1")).isInstanceOf(UnauthorizedException.class).hasMessageContaining("No.");
      assertThat(server.requests()).hasSize(1);
      assertThat(asked).hasValue(0);
    } finally {
      Authenticator.setDefault(null);
    }
  }

  @Test
  void aPortThatNobodyListensOnIsATransportError() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    IngestJobsClient client = builder("http://localhost:" + port + "/api", LATE).build();
    assertThatThrownBy(() -> client.get("isj-1"))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("GET http://localhost:" + port + "/api/ingest/jobs/isj-1: ConnectException");
  }

  @Test
  void aBodyBeyondTheCapIsRefusedAlsoWhenItIsZipped() throws IOException {
    String large = "{\"id\":\"" + "x".repeat(100_000) + "\"}";
    try (RawServer plain = RawServer.answering("200 OK", large); RawServer zipped = zipping(large)) {
      for (RawServer server : List.of(plain, zipped)) {
        IngestJobsClient client = builder(server.url(), LATE).maxBodyBytes(1000).build();
        assertThatThrownBy(() -> client.get("isj-1"))
            .isInstanceOf(UndecodableResponseException.class)
            .hasMessageContaining("maxBodyBytes");
      }
    }
  }

  @Test
  void aZippedBodyIsUnzipped() throws IOException {
    try (RawServer server = zipping(JOB)) {
      assertThat(client(server, LATE).get("isj-1").id()).isEqualTo("isj-1");
      assertThat(server.requests().get(0)).contains("Accept-Encoding: gzip");
    }
  }

  @Test
  void anErrorThatIsNotZippedAsItSaysKeepsItsStatusAndItsWait() throws IOException {
    try (RawServer server = RawServer.answering("502 X\r\nContent-Encoding: gzip\r\nRetry-After: 5", "<html>")) {
      UndecodableResponseException thrown =
          catchThrowableOfType(UndecodableResponseException.class, () -> client(server, LATE).get("isj-1"));
      assertThat(thrown.status()).isEqualTo(502);
      assertThat(thrown.retryAfter()).contains(Duration.ofSeconds(5));
    }
  }

  @Test
  void aSuccessThatIsNotZippedAsItSaysIsUndecodable() throws IOException {
    try (RawServer server = RawServer.answering("200 OK\r\nContent-Encoding: gzip", JOB)) {
      assertThatThrownBy(() -> client(server, LATE).get("isj-1")).isInstanceOf(UndecodableResponseException.class);
    }
  }

  private static RawServer zipping(String body) throws IOException {
    byte[] zipped = zipped(body);
    return new RawServer((client, out) -> {
      out.write(RawServer.response("200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.length, ""));
      out.write(zipped);
    });
  }

  private static byte[] zipped(String body) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return zipped.toByteArray();
  }

  @Test
  void aLargeBodyIsReadAsAStream() throws IOException {
    int tables = 20_000;
    try (RawServer server = new RawServer((client, out) -> {
      out.write(RawServer.response("200 OK\r\nConnection: close", "{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":["));
      for (int i = 0; i < tables; i++) {
        out.write(((i == 0 ? "" : ",") + "{\"feed_id\":\"df-" + i + "\",\"read\":" + i + "}").getBytes(StandardCharsets.US_ASCII));
      }
      out.write("]}".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
    })) {
      assertThat(client(server, LATE).get("isj-1").tables()).hasSize(tables).last().satisfies(t -> assertThat(t.read()).isEqualTo(tables - 1));
    }
  }

  @Test
  void aConnectionIsUsedAgainAlsoAfterAnError() throws IOException {
    try (RawServer server = RawServer.answering("404 X", "{\"status\":404,\"message\":\"No.\"}")) {
      IngestJobsClient client = client(server, LATE);
      for (int i = 0; i < 20; i++) {
        assertThatThrownBy(() -> client.get("isj-1")).isInstanceOf(IngestJobsException.class);
      }
      assertThat(server.requests()).hasSize(20);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void oneClientServesManyThreads() throws Exception {
    try (RawServer server = RawServer.answering("200 OK", JOB)) {
      IngestJobsClient client = client(server, LATE);
      ExecutorService callers = Executors.newFixedThreadPool(8);
      try {
        List<Callable<String>> calls = IntStream.range(0, 200).<Callable<String>>mapToObj(i -> () -> client.get("isj-" + i).id()).toList();
        for (var call : callers.invokeAll(calls)) {
          assertThat(call.get()).isEqualTo("isj-1");
        }
      } finally {
        callers.shutdown();
      }
      assertThat(server.requests()).hasSize(200);
    }
  }

  @Test
  void everyThreadIsADaemon() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", JOB)) {
      client(server, LATE).get("isj-1");
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("ingest-jobs-") || thread.getName().startsWith("HttpClient-"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
    }
  }

  private static IngestJobsClient client(RawServer server, Duration timeout) {
    return builder(server.url(), timeout).build();
  }

  private static IngestJobsClient.Builder builder(String url, Duration timeout) {
    // One request a call, and as many calls as come.
    return IngestJobsClient.builder().tenant("socktown").token("token").baseUrl(url).timeout(timeout)
        .retry(RetryPolicy.NONE).rateLimiter(RateLimiter.unlimited());
  }
}
