package dev.ingestjobs.client.fault;

import static dev.ingestjobs.client.fault.Fault.JOB;
import static dev.ingestjobs.client.fault.Fault.endingAfter;
import static dev.ingestjobs.client.fault.Fault.endless;
import static dev.ingestjobs.client.fault.Fault.resetAfter;
import static dev.ingestjobs.client.fault.Fault.says;
import static dev.ingestjobs.client.fault.Fault.silentAfter;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.LocalTls;
import dev.ingestjobs.client.RawServer;
import dev.ingestjobs.client.await.AwaitException.Reason;
import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitListener;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.AwaitResult;
import dev.ingestjobs.client.await.UnknownStatePolicy;
import dev.ingestjobs.client.error.BadRequestException;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.ClientErrorException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.ForbiddenException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InternalServerErrorException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.NotFoundException;
import dev.ingestjobs.client.error.RateLimitedException;
import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.error.ServerErrorException;
import dev.ingestjobs.client.error.ServiceUnavailableException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.error.UnauthorizedException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.error.UnexpectedStatusException;
import dev.ingestjobs.client.fault.Fault.Answer;
import dev.ingestjobs.client.fault.Fault.Group;
import dev.ingestjobs.client.internal.limit.AdaptiveRateLimiter;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.limit.RateLimiterException;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.observe.AttemptEvent;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.client.observe.LimitEvent;
import dev.ingestjobs.client.token.ClientCredentials;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.client.token.TokenProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** The fault matrix. {@code FAULTS.md} is this table for people. */
final class Faults {
  private static final Duration LONG = Duration.ofHours(1);
  private static final String ENDED =
      "{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":[{\"table_name\":\"T\",\"state\":\"succeeded\"}]}";
  private static final String RUNNING = ENDED.replace("succeeded", "running");
  private static final String NO = "{\"status\":STATUS,\"message\":\"No.\",\"request_id\":\"r-1\",\"trace_id\":\"t-1\"}";
  private static final String HTML = "<html><h1>Bad gateway</h1></html>";
  private static final Answer GOOD = says("200 OK", JOB);
  private static final byte[] ZIPPED = zipped(JOB.getBytes(StandardCharsets.UTF_8));
  private static final int MANY_FILES = 500_000;

  static final List<Fault> ROWS = new ArrayList<>();

  static {
    network();
    framing();
    zipping();
    content();
    statuses();
    envelopes();
    retries();
    retryAfter();
    limiters();
    tokens();
    clientCredentials();
    waits();
    ends();
    large();
  }

  private Faults() {}

  private static Fault row(Group group, String what) {
    Fault fault = new Fault(group, what);
    ROWS.add(fault);
    return fault;
  }

  private static void large() {
    Answer manyFiles = (arena, client, out) -> {
      String file = "{\"file_id\":\"cb-20240618-71992-SF3Uz/customers/2024/06/01/part0.avro\",\"name\":\"part0.avro\",\"read\":1000,\"errors\":0}";
      byte[] thousand = (file + ",").repeat(1000).getBytes(StandardCharsets.UTF_8);
      String begin = ENDED.substring(0, ENDED.indexOf("]}") - 1) + ",\"files\":[";
      Fault.write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + begin);
      for (int i = 1; i < MANY_FILES / 1000; i++) {
        out.write(thousand);
      }
      out.write(thousand, 0, thousand.length - 1);
      Fault.write(out, "]}]}");
      client.shutdownOutput();
    };
    row(Group.CONTENT, "a job of 500,000 files, 55 MB, for `get`")
        .answers(manyFiles)
        .gives("the job, with every file", job -> ((IngestJob) job).tables().get(0).files().size() == MANY_FILES);
    row(Group.CONTENT, "the same for `await`")
        .answers(manyFiles)
        .calling((client, arena) -> client.await("isj-1"))
        .gives("its end, with the number of files and without the files",
            result -> ((AwaitResult) result).summary().tables().get(0).files() == MANY_FILES);
  }

  private static void network() {
    row(Group.NETWORK, "nobody listens on the port")
        .with((builder, arena) -> builder.baseUrl("http://localhost:" + arena.refusingPort() + "/api"))
        .fails(TransportException.class, "ConnectException").requests(0).attempts(3);
    row(Group.NETWORK, "the name of the host is not known")
        .with((builder, arena) -> builder.baseUrl("https://unknown.invalid/api"))
        .fails(TransportException.class, "the name of the host is not known").requests(0).attempts(3);
    row(Group.NETWORK, "no connection comes about, because the server's queue is full")
        .with((builder, arena) -> builder.baseUrl("http://localhost:" + arena.fullPort() + "/api"))
        .atDeadline().fails(DeadlineExceededException.class, "500 ms").requests(0).attempts(1);
    row(Group.NETWORK, "the same, and `connectTimeout` is short")
        .with((builder, arena) -> builder.baseUrl("http://localhost:" + arena.fullPort() + "/api").connectTimeout(Duration.ofMillis(50)))
        .fails(TransportException.class, "HttpConnectTimeoutException").after("after three times `connectTimeout`", Duration.ofMillis(150))
        .requests(0).attempts(3);
    row(Group.NETWORK, "the proxy is not there")
        .with((builder, arena) -> builder.proxy(ProxySelector.of(new InetSocketAddress("localhost", arena.refusingPort()))))
        .fails(TransportException.class, "ConnectException").requests(0).attempts(3);
    row(Group.NETWORK, "the server says nothing when TLS is to begin")
        .with((builder, arena) -> builder.baseUrl("https://localhost:" + arena.silentPort() + "/api"))
        .atDeadline().fails(DeadlineExceededException.class, "500 ms").requests(0).attempts(1);
    row(Group.NETWORK, "the server closes the connection when TLS is to begin")
        .with((builder, arena) -> builder.baseUrl("https://localhost:" + arena.port(plain(), socket -> socket.getInputStream().read()) + "/api"))
        .fails(TransportException.class).requests(0).attempts(3);
    row(Group.NETWORK, "the server speaks plain HTTP where TLS is to begin")
        .with((builder, arena) -> builder.baseUrl("https://localhost:" + arena.port(plain(), socket -> {
          socket.getInputStream().read();
          socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        }) + "/api"))
        .fails(TransportException.class, "SSL").requests(0).attempts(3);
    row(Group.NETWORK, "the server's certificate is not trusted")
        .with((builder, arena) -> builder.baseUrl("https://localhost:" + arena.port(untrusted(), socket -> socket.getInputStream().read()) + "/api"))
        .fails(TransportException.class, "SSLHandshakeException").requests(0).attempts(1);
    row(Group.NETWORK, "the connection is reset before the response (the JDK sends each GET twice)")
        .answers(resetAfter(""))
        .fails(TransportException.class, "GET http://localhost:").requests(6).attempts(3);
    row(Group.NETWORK, "the connection is closed before the response (the JDK sends each GET twice)")
        .answers(endingAfter(""))
        .fails(TransportException.class, "GET http://localhost:").requests(6).attempts(3);
    row(Group.NETWORK, "the connection is reset within the headers")
        .answers(resetAfter("HTTP/1.1 200 OK\r\nContent-Le"))
        .fails(TransportException.class).requests(3);
    row(Group.NETWORK, "the connection is closed within the headers")
        .answers(endingAfter("HTTP/1.1 200 OK\r\nContent-Le"))
        .fails(TransportException.class).requests(3);
    row(Group.NETWORK, "the connection is reset within the body")
        .answers(resetAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + JOB))
        .fails(TransportException.class).requests(3);
    row(Group.NETWORK, "the connection is reset within the body, and the next attempt succeeds")
        .answers(resetAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + JOB), GOOD).requests(2).kept();
    row(Group.NETWORK, "the connection is reset within the body of a 503")
        .answers(resetAfter("HTTP/1.1 503 X\r\nContent-Length: 1000\r\n\r\n{"))
        .fails(TransportException.class).requests(3);
    row(Group.NETWORK, "the connection is closed between two calls, while it is idle")
        .answers((arena, client, out) -> {
          says("200 OK", JOB).write(arena, client, out);
          client.shutdownOutput();
        }, GOOD)
        .calling((client, arena) -> {
          client.get("isj-1");
          return client.get("isj-1");
        })
        .requests(2).kept();
    row(Group.NETWORK, "no answer").answers(silentAfter("")).atDeadline().fails(DeadlineExceededException.class, "500 ms");
    row(Group.NETWORK, "silence within the headers")
        .answers(silentAfter("HTTP/1.1 200 OK\r\nContent-")).atDeadline().fails(DeadlineExceededException.class, "500 ms");
    row(Group.NETWORK, "silence within the body")
        .answers(silentAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"id\""))
        .atDeadline().fails(DeadlineExceededException.class, "500 ms", "the headers came");
    row(Group.NETWORK, "silence within a chunk")
        .answers(silentAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{\"id\""))
        .atDeadline().fails(DeadlineExceededException.class, "500 ms", "the headers came");
    row(Group.NETWORK, "silence within the body of an error")
        .answers(silentAfter("HTTP/1.1 503 X\r\nContent-Length: 1000\r\n\r\n{\"sta"))
        .atDeadline().fails(DeadlineExceededException.class, "500 ms");
    row(Group.NETWORK, "silence, and `attemptTimeout` is short")
        .answers(silentAfter("")).with((builder, arena) -> builder.attemptTimeout(Duration.ofMillis(500)))
        .fails(DeadlineExceededException.class, "500 ms").after("after three times `attemptTimeout`", Duration.ofMillis(1500)).requests(3);
    row(Group.NETWORK, "silence once, and `attemptTimeout` is short")
        .answers(silentAfter(""), GOOD).with((builder, arena) -> builder.attemptTimeout(Duration.ofMillis(500)))
        .after("after `attemptTimeout`", Duration.ofMillis(500)).requests(2).kept();
    row(Group.NETWORK, "a byte of the headers now and then")
        .answers(dripping("HTTP/1.1 200 OK\r\nX-Slow: ")).atDeadline().fails(DeadlineExceededException.class, "500 ms");
    row(Group.NETWORK, "a byte of the body now and then")
        .answers(dripping("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"))
        .atDeadline().fails(DeadlineExceededException.class, "500 ms", "the headers came");
  }

  private static Answer dripping(String begin) {
    return (arena, client, out) -> {
      Fault.write(out, begin);
      while (!arena.over.await(20, TimeUnit.MILLISECONDS)) {
        Fault.write(out, " ");
      }
    };
  }

  private static ServerSocket plain() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket untrusted() {
    try {
      return LocalTls.context().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void framing() {
    row(Group.FRAMING, "a chunked body").answers(writes(chunked(JOB, "0\r\n\r\n"))).kept();
    row(Group.FRAMING, "a chunked body that breaks off within a chunk")
        .answers(endingAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + JOB))
        .fails(TransportException.class).requests(3);
    row(Group.FRAMING, "a chunked body without its last chunk")
        .answers(endingAfter(chunked(JOB, ""))).fails(TransportException.class).requests(3);
    row(Group.FRAMING, "a chunk whose length is no number")
        .answers(silentAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + JOB + "\r\n"))
        .fails(TransportException.class).requests(3);
    row(Group.FRAMING, "a chunk of 2^64 bytes, which the JDK takes for none")
        .answers(silentAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\n" + JOB))
        .fails(UndecodableResponseException.class, "No content").perhapsKept();
    row(Group.FRAMING, "an endless extension of a chunk")
        .answers(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;", "x"))
        .fails(TransportException.class, "Chunk header size").requests(3);
    row(Group.FRAMING, "a body that ends with its connection")
        .answers(endingAfter("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + JOB));
    row(Group.FRAMING, "a body that ends with its connection, and before its JSON does")
        .answers(endingAfter("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + JOB.substring(0, 30)))
        .fails(TransportException.class, "broke off").requests(3);
    row(Group.FRAMING, "`Content-Length` too large, then the connection ends")
        .answers(endingAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + JOB)).fails(TransportException.class).requests(3);
    row(Group.FRAMING, "`Content-Length` too large, then silence")
        .answers(silentAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + JOB))
        .atDeadline().fails(DeadlineExceededException.class, "the headers came");
    row(Group.FRAMING, "`Content-Length` too small")
        .answers(writes("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + JOB))
        .fails(UndecodableResponseException.class, "end-of-input").perhapsKept();
    row(Group.FRAMING, "a second response follows that nobody has asked for, and then another call is made")
        .answers(writes("HTTP/1.1 200 OK\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB
            + "HTTP/1.1 200 OK\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB.replace("isj-1", "isj-0")), GOOD)
        .calling((client, arena) -> {
          client.get("isj-1");
          return client.get("isj-1");
        })
        .requests(2).kept();
    for (String length : List.of("-1", "abc", "1e3", "99999999999999999999", "0x40", "")) {
      row(Group.FRAMING, length.isEmpty() ? "`Content-Length` without a value" : "`Content-Length: " + length + "`")
          .answers(silentAfter("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + JOB))
          .fails(TransportException.class).requests(3);
    }
    row(Group.FRAMING, "two `Content-Length` that differ")
        .answers(silentAfter("HTTP/1.1 200 OK\r\nContent-Length: " + JOB.length() + "\r\nContent-Length: 7\r\n\r\n" + JOB))
        .fails(TransportException.class, "two different Content-Length").requests(3);
    row(Group.FRAMING, "two `Content-Length` that are the same")
        .answers(writes("HTTP/1.1 200 OK\r\nContent-Length: " + JOB.length() + "\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB))
        .kept();
    row(Group.FRAMING, "`Content-Length` and `Transfer-Encoding: chunked`")
        .answers(silentAfter(chunked(JOB, "0\r\n\r\n").replace("Transfer-", "Content-Length: 5\r\nTransfer-")))
        .fails(TransportException.class, "both Content-Length and Transfer-Encoding").requests(3);
    row(Group.FRAMING, "`Transfer-Encoding: gzip, chunked`")
        .answers(silentAfter(chunked(JOB, "0\r\n\r\n").replace(": chunked", ": gzip, chunked")))
        .fails(TransportException.class, "is not chunked").requests(3);
    row(Group.FRAMING, "2 GB are announced and sent, beyond `maxBodyBytes`")
        .answers(endless("HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n", " "))
        .with((builder, arena) -> builder.maxBodyBytes(1_000_000))
        .fails(UndecodableResponseException.class, "more than 1000000 bytes", "maxBodyBytes");
    row(Group.FRAMING, "2 GB are announced, and the connection ends after some bytes")
        .answers(endingAfter("HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n" + JOB)).fails(TransportException.class).requests(3);
    row(Group.FRAMING, "an endless body, beyond `maxBodyBytes`")
        .answers(endless("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", " "))
        .with((builder, arena) -> builder.maxBodyBytes(1_000_000))
        .fails(UndecodableResponseException.class, "more than 1000000 bytes");
    row(Group.FRAMING, "an endless body within an error (64 KiB of it are read)")
        .answers(endless("HTTP/1.1 503 X\r\nConnection: close\r\n\r\n<html>", "x"))
        .fails(UndecodableResponseException.class, "503 ").requests(3);
    row(Group.FRAMING, "an endless list of files, for `await`")
        .answers(endless("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"id\":\"isj-1\",\"tables\":[{\"files\":[{}", ",{}"))
        .with((builder, arena) -> builder.maxBodyBytes(1_000_000))
        .calling((client, arena) -> client.await("isj-1"))
        .fails(AwaitException.class, "more than 1000000 bytes").failing(ended(Reason.FAILED, UndecodableResponseException.class, 1));
    row(Group.FRAMING, "endless headers")
        .answers(endless("HTTP/1.1 200 OK\r\n", "X-More: more\r\n"))
        .fails(TransportException.class).requests(3).leavesOpenBefore21(3);
    row(Group.FRAMING, "an endless header")
        .answers(endless("HTTP/1.1 200 OK\r\nX-More: ", "x"))
        .fails(TransportException.class).requests(3).leavesOpenBefore21(3);
    row(Group.FRAMING, "an endless status line")
        .answers(endless("HTTP/1.1 200 ", "x")).fails(TransportException.class, "Header size").requests(3).leavesOpenBefore21(3);
    row(Group.FRAMING, "endless interim responses")
        .answers(endless("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"))
        .fails(TransportException.class, "interim responses").requests(3).leavesOpenBefore21(3);
    row(Group.FRAMING, "`100 Continue`, which nobody has asked for, and then the response")
        .answers(writes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB)).kept();
    row(Group.FRAMING, "`103 Early Hints`, and then the response")
        .answers(writes("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB))
        .kept();
    row(Group.FRAMING, "`101 Switching Protocols`, which nobody has asked for")
        .answers(silentAfter("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"))
        .fails(TransportException.class).requests(3);
    for (String garbage : List.of("garbage\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "\0\0\0\0\r\n\r\n")) {
      row(Group.FRAMING, "the status line `" + garbage.strip().replace("\0", "\\0") + "`")
          .answers(silentAfter(garbage)).fails(TransportException.class).requests(3).leavesOpenBefore21(3);
    }
    row(Group.FRAMING, "a response of HTTP/0.9: the body and nothing else")
        .answers(endingAfter(JOB)).fails(TransportException.class).requests(3);
    row(Group.FRAMING, "a header without a colon, which the JDK passes over")
        .answers(silentAfter("HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB))
        .kept();
  }

  private static Answer writes(String bytes) {
    return (arena, client, out) -> Fault.write(out, bytes);
  }

  private static String chunked(String body, String end) {
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n" + end;
  }

  private static void zipping() {
    String zip = "200 OK\r\nContent-Encoding: gzip";
    row(Group.CONTENT, "a zipped body").answers(says(zip, ZIPPED)).kept();
    row(Group.CONTENT, "`Content-Encoding: gzip`, and the body is not zipped")
        .answers(says(zip, JOB)).fails(UndecodableResponseException.class, "GZIP").perhapsKept();
    byte[] broken = ZIPPED.clone();
    Arrays.fill(broken, 12, 40, (byte) 0xff);
    row(Group.CONTENT, "a zipped body whose bytes are damaged")
        .answers(says(zip, broken)).fails(UndecodableResponseException.class).perhapsKept();
    byte[] wrongSum = ZIPPED.clone();
    wrongSum[ZIPPED.length - 8] ^= 1;
    row(Group.CONTENT, "a zipped body with a wrong checksum")
        .answers(says(zip, wrongSum)).fails(UndecodableResponseException.class).perhapsKept();
    row(Group.CONTENT, "a zipped body that is cut off, and whole by its `Content-Length`")
        .answers(says(zip, Arrays.copyOf(ZIPPED, ZIPPED.length / 2))).fails(TransportException.class).requests(3).kept();
    row(Group.CONTENT, "a zipped body of 50 KB that unzips to 50 MB, beyond `maxBodyBytes`")
        .answers(says(zip, zipped(" ".repeat(50_000_000).getBytes(StandardCharsets.US_ASCII))))
        .with((builder, arena) -> builder.maxBodyBytes(1_000_000))
        .fails(UndecodableResponseException.class, "more than 1000000 bytes", "maxBodyBytes").perhapsKept();
    row(Group.CONTENT, "`Content-Encoding: br`, which was not asked for")
        .answers(says("200 OK\r\nContent-Encoding: br", new byte[] {(byte) 0x8b, 0x02, (byte) 0x80, 0x7b, 0x7d, 0x03}))
        .fails(UndecodableResponseException.class).perhapsKept();
    row(Group.CONTENT, "a zipped error").answers(says("404 X\r\nContent-Encoding: gzip", zipped(no(404).getBytes(StandardCharsets.UTF_8))))
        .fails(NotFoundException.class, "No.").kept();
    row(Group.CONTENT, "`Content-Encoding: gzip` of a 502, and the body is not zipped")
        .answers(says("502 X\r\nContent-Encoding: gzip", HTML)).fails(UndecodableResponseException.class, "502").requests(3).perhapsKept();
  }

  private static byte[] zipped(byte[] body) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private static void content() {
    Supplier<String> deep = () -> "[".repeat(100_000) + "]".repeat(100_000);
    undecodable("an empty 200", "", "No content");
    undecodable("`null`", "null", "null");
    undecodable("`[]`", "[]", "");
    undecodable("`{}`: what is required is not there", "{}", "is required");
    undecodable("an empty string as the job", "\"\"", "");
    undecodable("HTML with 200", "<html>Please sign in</html>", "");
    undecodable("JSON that ends too early, and is whole by its `Content-Length`", JOB.substring(0, 30), "end-of-input");
    undecodable("something after the job", JOB + " {}", "");
    undecodable("the same field twice", "{\"id\":\"isj-1\",\"id\":\"isj-2\",\"workflow_id\":\"wf-1\",\"tables\":[]}", "Duplicate field");
    undecodable("lists within lists, 100,000 deep, in an unknown field", with("\"x\":" + deep.get()), "");
    undecodable("a count of 10,000 digits", table("\"read\":" + "9".repeat(10_000)), "tables[0]");
    undecodable("a count beyond 64 bits", table("\"read\":9223372036854775808"), "tables[0].read");
    undecodable("a count of `1e999999999`", table("\"read\":1e999999999"), "tables[0].read");
    undecodable("a count with a fraction", table("\"read\":1.5"), "tables[0].read");
    undecodable("a count as a string", table("\"read\":\"1\""), "tables[0].read");
    undecodable("a count of `NaN`", table("\"read\":NaN"), "tables[0]");
    undecodable("a moment that is none", table("\"started_at\":\"yesterday\""), "tables[0].started_at");
    undecodable("a table that is `null`", JOB.replace("[]", "[null]"), "tables");
    row(Group.CONTENT, "bytes that are not UTF-8")
        .answers(says("200 OK", with("\"x\":\"\u00ff\u00fe\"").getBytes(StandardCharsets.ISO_8859_1)))
        .fails(UndecodableResponseException.class, "UTF-8").perhapsKept();
    row(Group.CONTENT, "a byte order mark before the job").answers(says("200 OK", "\ufeff" + JOB)).kept();
    row(Group.CONTENT, "a job in UTF-16").answers(says("200 OK", JOB.getBytes(StandardCharsets.UTF_16))).kept();
    row(Group.CONTENT, "another content type than JSON").answers(says("200 OK\r\nContent-Type: text/plain", JOB)).kept();
    row(Group.CONTENT, "the largest count of 64 bits").answers(says("200 OK", table("\"read\":9223372036854775807")))
        .gives("the job, exactly", job -> ((IngestJob) job).tables().get(0).read() == Long.MAX_VALUE).kept();
    row(Group.CONTENT, "unknown fields, one of them `1e400`").answers(says("200 OK", with("\"x\":1e400,\"y\":{\"z\":[]}")))
        .gives("the job, with them", job -> new BigDecimal("1e400").equals(((IngestJob) job).additionalProperties().get("x"))).kept();
    row(Group.CONTENT, "an unheard-of state").answers(says("200 OK", table("\"state\":\"levitating\"")))
        .gives("the job, with the state as it is", job -> ((IngestJob) job).tables().get(0).state().toString().contains("levitating")).kept();
    row(Group.CONTENT, "another job than the one that was asked for").answers(says("200 OK", JOB.replace("isj-1", "isj-2")))
        .gives("the other job: it is for the caller to compare", job -> ((IngestJob) job).id().equals("isj-2")).kept();
    row(Group.CONTENT, "a table that names another job").answers(says("200 OK", table("\"job_id\":\"isj-2\"")))
        .gives("the job, as it is", job -> ((IngestJob) job).tables().get(0).jobId().equals("isj-2")).kept();
    row(Group.CONTENT, "the token, in place of a job").answers((arena, client, out) -> says("200 OK", arena.token).write(arena, client, out))
        .fails(UndecodableResponseException.class, "this is not JSON").failing(body -> ((ResponseException) body).body().equals("[redacted]")).perhapsKept();
  }

  private static void undecodable(String what, String body, String words) {
    row(Group.CONTENT, what).answers(says("200 OK", body)).fails(UndecodableResponseException.class, "200 ", words)
        .failing(failure -> ((ResponseException) failure).status() == 200).perhapsKept();
  }

  private static String with(String field) {
    return JOB.replace("\"tables\"", field + ",\"tables\"");
  }

  private static String table(String field) {
    return JOB.replace("[]", "[{" + field + "}]");
  }

  private static String no(int status) {
    return NO.replace("STATUS", "" + status);
  }

  private static void statuses() {
    status(400, BadRequestException.class);
    status(403, ForbiddenException.class);
    status(404, NotFoundException.class);
    status(405, ClientErrorException.class);
    status(407, ClientErrorException.class);
    status(409, ClientErrorException.class);
    status(418, ClientErrorException.class);
    status(499, ClientErrorException.class);
    status(501, ServerErrorException.class);
    status(505, ServerErrorException.class);
    status(599, ServerErrorException.class);
    status(429, RateLimitedException.class).requests(3);
    status(500, InternalServerErrorException.class).requests(3);
    status(502, ServerErrorException.class).requests(3);
    status(503, ServiceUnavailableException.class).requests(3);
    status(504, ServerErrorException.class).requests(3);
    for (int status : new int[] {201, 202, 204, 206, 304, 600, 999}) {
      row(Group.STATUS, "" + status).answers(says(status + " X", status == 204 || status == 304 ? "" : JOB))
          .fails(UnexpectedStatusException.class, status + " ")
          .perhapsKept();
    }
    row(Group.STATUS, "000").answers(silentAfter("HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n")).fails(TransportException.class, "Invalid status line").requests(3).leavesOpenBefore21(3);
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      row(Group.STATUS, status + " to another host, which gets nothing")
          .answers((arena, client, out) ->
              says(status + " X\r\nLocation: " + arena.elsewhere.url() + "/ingest/jobs/isj-1", "").write(arena, client, out))
          .fails(UnexpectedStatusException.class, status + " is a redirect, which is not followed").kept();
    }
    row(Group.STATUS, "300, without a `Location`").answers(says("300 X", "")).fails(UnexpectedStatusException.class, "300 ").kept();
    row(Group.STATUS, "HTML with 502").answers(says("502 Bad Gateway\r\nContent-Type: text/html", HTML))
        .fails(UndecodableResponseException.class, "502 ").failing(failure -> ((ResponseException) failure).body().equals(HTML))
        .requests(3).perhapsKept();
    row(Group.STATUS, "503 with an empty body").answers(says("503 X", "")).fails(UndecodableResponseException.class, "503 ", "empty").requests(3)
        .perhapsKept();
    row(Group.STATUS, "403 with HTML").answers(says("403 X", HTML)).fails(UndecodableResponseException.class, "403 ").perhapsKept();
    row(Group.STATUS, "a cookie, and then another call, which does not send it")
        .answers(says("200 OK\r\nSet-Cookie: session=1; Path=/", JOB))
        .calling((client, arena) -> {
          client.get("isj-1");
          return client.get("isj-1");
        })
        .requests(2).kept();
  }

  private static Fault status(int status, Class<? extends IngestJobsException> type) {
    return row(Group.STATUS, "" + status).answers(says(status + " X", no(status))).fails(type, status + " ", "No.", "r-1", "t-1").kept();
  }

  private static void envelopes() {
    envelope("an error without the two ids", "{\"status\":404,\"message\":\"No.\"}", NotFoundException.class, "404 not found: No.");
    envelope("an error with more fields", "{\"status\":404,\"message\":\"No.\",\"x\":{\"y\":[1]}}", NotFoundException.class, "404 not found: No.");
    envelope("an error whose `status` is another one", "{\"status\":500,\"message\":\"No.\"}", NotFoundException.class, "404 not found: No.");
    envelope("an error whose `status` is a string", "{\"status\":\"404\",\"message\":\"No.\"}", UndecodableResponseException.class, "404 ");
    envelope("an error whose `message` is an object", "{\"status\":404,\"message\":{}}", UndecodableResponseException.class, "404 ");
    envelope("an error without a `message`", "{\"status\":404}", UndecodableResponseException.class, "404 ");
    envelope("an error that is `null`", "null", UndecodableResponseException.class, "404 ");
    envelope("an error that is `[]`", "[]", UndecodableResponseException.class, "404 ");
    envelope("an error whose lists are 30,000 deep", "{\"x\":" + "[".repeat(30_000), UndecodableResponseException.class, "404 ");
    envelope("an error that repeats the token", "{\"status\":404,\"message\":\"Who is TOKEN?\",\"request_id\":\"TOKEN\",\"x\":\"TOKEN\"}",
        NotFoundException.class, "Who is [redacted]?");
    envelope("HTML that repeats the token", "<html>Authorization: Bearer TOKEN</html>", UndecodableResponseException.class, "404 ");
    envelope("an error with line breaks and colors in its message", "{\"status\":404,\"message\":\"No.\\r\\nFAKE \\u001b[31m\"}",
        NotFoundException.class, "404 not found: No. FAKE ");
  }

  private static void envelope(String what, String body, Class<? extends IngestJobsException> type, String words) {
    row(Group.CONTENT, what + " (404)")
        .answers((arena, client, out) -> says("404 X", body.replace("TOKEN", arena.token)).write(arena, client, out))
        .fails(type, words).kept();
  }

  private static void retries() {
    for (int status : new int[] {429, 500, 502, 503, 504}) {
      row(Group.RETRIES, status + ", then the job").answers(says(status + " X", no(status)), GOOD).requests(2).kept();
    }
    row(Group.RETRIES, "429 twice, then the job").answers(says("429 X", no(429)), says("429 X", no(429)), GOOD).requests(3).kept();
    row(Group.RETRIES, "a reset, a 503, a 429: the last one is thrown, the others are suppressed in it")
        .answers(resetAfter("HTTP/1.1 2"), says("503 X", no(503)), says("429 X", no(429)))
        .fails(RateLimitedException.class, "429 ").requests(3).kept()
        .failing(failure -> Arrays.stream(failure.getSuppressed()).map(Throwable::getClass).toList()
            .equals(List.of(TransportException.class, ServiceUnavailableException.class)));
    row(Group.RETRIES, "503, then 404").answers(says("503 X", no(503)), says("404 X", no(404))).fails(NotFoundException.class).requests(2).kept();
    row(Group.RETRIES, "429 without an end, under the client's own limiter of 10 a second, which slows down to 5")
        .inFakeTime().with((builder, arena) -> builder.rateLimiter(new AdaptiveRateLimiter(10, arena.fakeTime)))
        .answers(says("429 X", no(429))).fails(RateLimitedException.class)
        .after("after 0.4 s", Duration.ofMillis(390)).requests(3).kept();
    row(Group.RETRIES, "the wall clock jumps by a day, to and fro, between two attempts").inFakeTime()
        .answers((arena, client, out) -> {
          arena.fakeTime.jump(Duration.ofDays(1));
          says("503 X\r\nRetry-After: 5", no(503)).write(arena, client, out);
        }, (arena, client, out) -> {
          arena.fakeTime.jump(Duration.ofDays(-2));
          GOOD.write(arena, client, out);
        })
        .after("after 5 s", Duration.ofSeconds(5)).requests(2).kept();
  }

  private static void retryAfter() {
    Duration backOff = Duration.ofNanos(500_000);
    retryAfter("7", Duration.ofSeconds(7));
    retryAfter(" 7 ", Duration.ofSeconds(7));
    retryAfter("0", backOff);
    retryAfter("-7", backOff);
    retryAfter("soon", backOff);
    retryAfter("1.5", backOff);
    retryAfter("", backOff);
    retryAfter("Tue, 01 Sep 2026 00:00:07 GMT", Duration.ofSeconds(7));
    retryAfter("Tuesday, 01-Sep-26 00:00:07 GMT", Duration.ofSeconds(7));
    retryAfter("Tue Sep  1 00:00:07 2026", Duration.ofSeconds(7));
    retryAfter("Mon, 31 Aug 2026 23:59:59 GMT", backOff);
    retryAfter("Thu, 31 Feb 2026 00:00:00 GMT", backOff);
    row(Group.RETRIES, "two `Retry-After`: the first counts").inFakeTime()
        .answers(says("429 X\r\nRetry-After: 7\r\nRetry-After: 9", no(429)), GOOD).after("after 7 s", Duration.ofSeconds(7)).requests(2).kept();
    row(Group.RETRIES, "`Retry-After: 7` of a 502 with HTML").inFakeTime()
        .answers(says("502 X\r\nRetry-After: 7", HTML), GOOD).after("after 7 s", Duration.ofSeconds(7)).requests(2).kept();
    for (String beyond : List.of("21", "999999999999999999999999", "Tue, 01 Sep 2126 00:00:00 GMT")) {
      row(Group.RETRIES, "`Retry-After: " + beyond + "`, which is beyond the deadline of 20 s: it is told, not waited for").inFakeTime()
          .answers(says("429 X\r\nDate: Tue, 01 Sep 2026 00:00:00 GMT\r\nRetry-After: " + beyond, no(429)))
          .fails(RateLimitedException.class, "429 ").kept()
          .failing(failure -> ((ResponseException) failure).retryAfter().orElseThrow()
              .equals(beyond.equals("21") ? Duration.ofSeconds(21) : Duration.ofDays(365)));
    }
    row(Group.RETRIES, "`Retry-After: 7` of a 404").answers(says("404 X\r\nRetry-After: 7", no(404))).fails(NotFoundException.class).kept();
    row(Group.RETRIES, "`Retry-After: 7` of a 302").answers(says("302 X\r\nRetry-After: 7", "")).fails(UnexpectedStatusException.class).kept();
  }

  /** By the server's clock, which is not the machine's. */
  private static void retryAfter(String value, Duration wait) {
    String after = wait.toSeconds() == 0 ? "after the policy's wait" : "after " + wait.toSeconds() + " s";
    row(Group.RETRIES, "`Retry-After: " + value + "`, then the job" + (value.contains("2026") ? " (the server's `Date`: 1 Sep 2026, 0:00)" : ""))
        .inFakeTime()
        .answers(says("429 X\r\nDate: Tue, 01 Sep 2026 00:00:00 GMT\r\nRetry-After: " + value, no(429)), GOOD)
        .after(after, wait).requests(2).kept();
  }

  private static void limiters() {
    limiter("throws", (arena, atMost) -> {
      throw new IllegalStateException("limiter " + arena.token);
    }).fails(RateLimiterException.class, "IllegalStateException");
    limiter("throws an `Error`", (arena, atMost) -> {
      throw new StackOverflowError(arena.token);
    }).fails(RateLimiterException.class, "StackOverflowError");
    limiter("hangs", (arena, atMost) -> arena.hang()).atDeadline().fails(DeadlineExceededException.class, "waiting for the rate limiter");
    limiter("hangs and does not heed the interrupt", (arena, atMost) -> arena.ignoreInterrupts())
        .atDeadline().fails(DeadlineExceededException.class, "waiting for the rate limiter");
    limiter("has no place before the deadline", (arena, atMost) -> Optional.empty()).fails(DeadlineExceededException.class, "has no place");
    limiter("answers `null`", (arena, atMost) -> null).fails(RateLimiterException.class, "gave null");
    limiter("asks for a longer wait than there is time", (arena, atMost) -> Optional.of(LONG))
        .fails(DeadlineExceededException.class, "has no place");
    limiter("asks for a negative wait", (arena, atMost) -> Optional.of(LONG.negated())).requests(1).kept();
    row(Group.RETRIES, "the rate limiter throws when it is told of a 429, and then the job")
        .with((builder, arena) -> builder.rateLimiter(new RateLimiter() {
          @Override
          public Optional<Duration> reserve(Duration atMost) {
            return Optional.of(Duration.ZERO);
          }

          @Override
          public void rateLimited(Optional<Duration> retryAfter) {
            throw new IllegalStateException(arena.token);
          }
        }))
        .answers(says("429 X", no(429)), GOOD).requests(2).kept();
    row(Group.RETRIES, "a listener throws")
        .with((builder, arena) -> builder.listener(new IngestJobsListener() {
          @Override
          public void onAttempt(AttemptEvent attempt) {
            throw new IllegalStateException(arena.token);
          }
        })).kept();
  }

  private interface Limiter {
    Optional<Duration> reserve(Arena arena, Duration atMost) throws Exception;
  }

  private static Fault limiter(String what, Limiter limiter) {
    return row(Group.RETRIES, "the rate limiter " + what)
        .with((builder, arena) -> builder.rateLimiter(atMost -> limiter.reserve(arena, atMost))).requests(0);
  }

  private interface Provider {
    String token(Arena arena) throws Exception;
  }

  private static Fault provider(String what, Provider provider) {
    return row(Group.TOKENS, "the token provider " + what)
        .with((builder, arena) -> builder.tokenProvider(() -> provider.token(arena))).requests(0);
  }

  private static void tokens() {
    provider("throws", arena -> {
      throw new IOException("cannot use " + arena.token);
    }).fails(TokenException.class, "java.io.IOException");
    provider("throws an `Error`", arena -> {
      throw new OutOfMemoryError(arena.token);
    }).fails(TokenException.class, "java.lang.OutOfMemoryError");
    AtomicInteger asked = new AtomicInteger();
    provider("throws a `TokenException` that may pass, once", arena -> {
      if (asked.getAndIncrement() == 0) {
        throw new TokenException("the vault is sealed", null, true);
      }
      return arena.token;
    }).requests(1).attempts(2).kept();
    provider("throws a `TokenException` that may pass, always", arena -> {
      throw new TokenException("the vault is sealed", null, true);
    }).fails(TokenException.class, "the vault is sealed");
    provider("hangs", Arena::hang).atDeadline().fails(DeadlineExceededException.class, "the token provider did not answer");
    provider("hangs and does not heed the interrupt", Arena::ignoreInterrupts)
        .atDeadline().fails(DeadlineExceededException.class, "the token provider did not answer");
    provider("gives `null`", arena -> null).fails(TokenException.class, "is null");
    provider("gives nothing", arena -> "").fails(TokenException.class, "is blank");
    provider("gives a token with a line break at its end", arena -> arena.token + "\n").fails(TokenException.class, "holds");
    provider("gives a second header", arena -> arena.token + "\r\nX-Evil: 1").fails(TokenException.class, "holds");
    provider("gives two words", arena -> "Bearer " + arena.token).fails(TokenException.class, "holds");
    provider("gives characters that are not ASCII", arena -> arena.token + "\u00fc").fails(TokenException.class, "holds");
    provider("gives a megabyte", arena -> "x".repeat(1_000_000)).fails(TokenException.class, "has more than");
    row(Group.TOKENS, "401, and the token is the same ever after")
        .answers(says("401 X", no(401))).fails(UnauthorizedException.class, "401 ", "No.").kept();
    row(Group.TOKENS, "401 with HTML").answers(says("401 X", HTML)).fails(UndecodableResponseException.class, "401 ").perhapsKept();
    row(Group.TOKENS, "401 with `WWW-Authenticate: Basic`")
        .answers(says("401 X\r\nWWW-Authenticate: Basic realm=\"x\"", no(401))).fails(UnauthorizedException.class, "No.").kept();
    row(Group.TOKENS, "401, and the provider then gives another token")
        .with((builder, arena) -> builder.tokenProvider(another(arena)))
        .answers(says("401 X", no(401)), GOOD).requests(2).kept();
    row(Group.TOKENS, "401 for each of two tokens")
        .with((builder, arena) -> builder.tokenProvider(another(arena)))
        .answers(says("401 X", no(401))).fails(UnauthorizedException.class, "No.").requests(2).kept();
    row(Group.TOKENS, "401, another token, 503, and then the job")
        .with((builder, arena) -> builder.tokenProvider(another(arena)))
        .answers(says("401 X", no(401)), says("503 X", no(503)), GOOD).requests(3).kept();
    row(Group.TOKENS, "401, and the provider then fails")
        .with((builder, arena) -> builder.tokenProvider(new TokenProvider() {
          private boolean rejected;

          @Override
          public String token() {
            if (rejected) {
              throw new IllegalStateException(arena.token);
            }
            return arena.token;
          }

          @Override
          public void rejected(String token) {
            rejected = true;
          }
        }))
        .answers(says("401 X", no(401))).fails(UnauthorizedException.class, "No.").kept();
    row(Group.TOKENS, "401, and the provider throws when it is told")
        .with((builder, arena) -> builder.tokenProvider(new TokenProvider() {
          @Override
          public String token() {
            return arena.token;
          }

          @Override
          public void rejected(String token) {
            throw new IllegalStateException(token);
          }
        }))
        .answers(says("401 X", no(401))).fails(UnauthorizedException.class, "No.").kept()
        .failing(failure -> failure.getSuppressed().length == 1 && failure.getSuppressed()[0] instanceof TokenException);
  }

  private static TokenProvider another(Arena arena) {
    return new TokenProvider() {
      private volatile String token = arena.token;

      @Override
      public String token() {
        return token;
      }

      @Override
      public void rejected(String rejected) {
        token = arena.token + "-2";
      }
    };
  }

  private static void clientCredentials() {
    String token = "{\"access_token\":\"TOKEN\",\"expires_in\":3600,\"token_type\":\"Bearer\"}";
    credentials("gives a token", 1, says("200 OK", token)).requests(1).kept();
    credentials("answers 503, then gives a token", 2, says("503 X", ""), says("200 OK", token)).requests(1).attempts(2).kept();
    credentials("refuses client id and secret", 1, says("401 X", "{\"error\":\"invalid_client\"}")).fails(TokenException.class, "401");
    credentials("answers HTML", 1, says("200 OK", HTML)).fails(TokenException.class, "");
    credentials("answers 302", 1, says("302 X\r\nLocation: http://localhost:1/", "")).fails(TokenException.class, "302");
    credentials("does not answer", 1, silentAfter("")).atDeadline().fails(DeadlineExceededException.class, "");
    credentials("repeats the secret in its error", 1, (arena, client, out) ->
        says("400 X", "{\"error\":\"invalid_request\",\"error_description\":\"" + arena.token + "\"}").write(arena, client, out))
        .fails(TokenException.class, "400");
  }

  private static Fault credentials(String what, int requests, Answer... answers) {
    return row(Group.TOKENS, "the token endpoint " + what).answersElsewhere(answers)
        .with((builder, arena) -> builder.clientCredentials(
            ClientCredentials.of("id", arena.token).withTokenUrl(URI.create(arena.elsewhere.url() + "/token"))))
        .requests(0).requestsElsewhere(requests);
  }

  private static void waits() {
    row(Group.WAITS, "a job that ends at the third poll").inFakeTime()
        .answers(says("200 OK", RUNNING), says("200 OK", RUNNING), says("200 OK", ENDED))
        .calling((client, arena) -> client.await("isj-1"))
        .gives("its end", result -> ((AwaitResult) result).polls() == 3).after("after 2 s", Duration.ofSeconds(2)).requests(3).attempts(3).kept();
    row(Group.WAITS, "no such job")
        .answers(says("404 X", no(404))).calling((client, arena) -> client.await("isj-1"))
        .fails(AwaitException.class, "No.").failing(ended(Reason.FAILED, NotFoundException.class, 1)).kept();
    row(Group.WAITS, "the job is seen once, and then there is silence")
        .answers(says("200 OK", RUNNING), silentAfter(""))
        .calling((client, arena) -> client.await("isj-1", options(Duration.ofMillis(1)).timeout(Fault.DEADLINE).build()))
        .fails(AwaitException.class, "the deadline passed", "last seen as")
        .failing(failure -> ((AwaitException) failure).lastSnapshot().isPresent()
            && ended(Reason.DEADLINE, DeadlineExceededException.class, 2).test(failure))
        .after("at the deadline", Fault.DEADLINE).requests(2).attempts(1);
    row(Group.WAITS, "the job runs on beyond the deadline of 60 s").inFakeTime()
        .answers(says("200 OK", RUNNING))
        .calling((client, arena) -> client.await("isj-1", options(Duration.ofSeconds(20)).timeout(Duration.ofSeconds(60)).build()))
        .fails(AwaitException.class, "the deadline passed")
        .failing(failure -> ((AwaitException) failure).reason() == Reason.DEADLINE && ((AwaitException) failure).polls() == 3
            && failure.getCause() == null)
        .after("after 60 s", Duration.ofSeconds(60)).requests(3).kept();
    row(Group.WAITS, "503 for longer than `maxOutage` of 60 s").inFakeTime()
        .answers(says("503 X\r\nRetry-After: 19", no(503)))
        .calling((client, arena) -> client.await("isj-1", options(Duration.ofSeconds(1)).maxOutage(Duration.ofSeconds(60)).build()))
        .fails(AwaitException.class, "503 ").failing(failure -> ((AwaitException) failure).reason() == Reason.FAILED)
        .after("after 95 s", Duration.ofSeconds(95)).requests(6).attempts(2).kept();
    row(Group.WAITS, "the wall clock jumps by a day between two polls").inFakeTime()
        .answers((arena, client, out) -> {
          arena.fakeTime.jump(Duration.ofDays(-1));
          says("200 OK", RUNNING).write(arena, client, out);
        }, says("200 OK", ENDED))
        .calling((client, arena) -> client.await("isj-1"))
        .gives("its end", result -> ((AwaitResult) result).elapsed().equals(Duration.ofSeconds(1)))
        .after("after 1 s", Duration.ofSeconds(1)).requests(2).kept();
    row(Group.WAITS, "an unheard-of state, and the policy is to fail")
        .answers(says("200 OK", RUNNING.replace("running", "levitating")))
        .calling((client, arena) -> client.await("isj-1", AwaitOptions.builder().unknownStates(UnknownStatePolicy.FAIL).build()))
        .fails(AwaitException.class, "unknown state").failing(failure -> ((AwaitException) failure).reason() == Reason.UNKNOWN_STATE).kept();
    row(Group.WAITS, "a listener that throws at everything")
        .answers(says("200 OK", ENDED))
        .calling((client, arena) -> client.await("isj-1", AwaitOptions.builder().listener(new AwaitListener() {
          @Override
          public void onEnd(AwaitOutcome outcome) {
            throw new IllegalStateException(arena.token);
          }
        }).build()))
        .gives("its end", result -> ((AwaitResult) result).polls() == 1).kept();
    row(Group.WAITS, "`awaitAll`: one id is none, one job is not there, one ends")
        .answers((arena, client, out) -> {
          boolean there = arena.server.requests().stream().filter(head -> head.get(0).contains("isj-1")).count() > 0
              && arena.server.requests().get(arena.server.requests().size() - 1).get(0).contains("isj-1");
          says(there ? "200 OK" : "404 X", there ? ENDED : no(404)).write(arena, client, out);
        })
        .with((builder, arena) -> builder.maxConcurrency(1))
        .calling((client, arena) -> client.awaitAll(List.of("../x", "isj-2", "isj-1"), AwaitOptions.DEFAULT))
        .gives("three outcomes: `InvalidInputException`, `NotFoundException`, the end", result -> {
          List<?> outcomes = (List<?>) result;
          return causeOf(outcomes.get(0)) instanceof InvalidInputException && causeOf(outcomes.get(1)) instanceof NotFoundException
              && ((AwaitOutcome) outcomes.get(2)).result().isPresent();
        })
        .requests(2).kept();
  }

  private static Throwable causeOf(Object outcome) {
    return ((AwaitOutcome) outcome).failure().map(Throwable::getCause).orElse(null);
  }

  private static AwaitOptions.Builder options(Duration interval) {
    return AwaitOptions.builder().pollInterval(interval, interval);
  }

  private static Predicate<Throwable> ended(Reason reason, Class<?> cause, int polls) {
    return failure -> failure instanceof AwaitException wait && wait.reason() == reason && wait.polls() == polls
        && cause.isInstance(wait.getCause());
  }

  /** Where a call may be when it is ended from outside. */
  private enum Step {
    LIMITER("the rate limiter is asked", 0, 0),
    PLACE("it waits for its place within the rate limit", 0, 0),
    TOKEN("the token provider is asked", 0, 0),
    CONNECTING("it connects", 0, 1),
    TLS("TLS begins", 0, 1),
    HEADERS("it waits for the headers", 1, 1),
    BODY("it reads the body", 1, 1),
    ERROR_BODY("it reads the body of a 503", 1, 1),
    BETWEEN_ATTEMPTS("it waits for the next attempt", 1, 1),
    POLL("a poll of `await` waits for the headers", 1, 1),
    BETWEEN_POLLS("`await` waits for the next poll", 1, 1);

    final String when;
    final int requests;
    final int attempts;

    Step(String when, int requests, int attempts) {
      this.when = when;
      this.requests = requests;
      this.attempts = attempts;
    }

    boolean isWait() {
      return this == POLL || this == BETWEEN_POLLS;
    }
  }

  private static void ends() {
    row(Group.ENDS, "the thread is interrupted before the call")
        .calling((client, arena) -> {
          Thread.currentThread().interrupt();
          return client.get("isj-1");
        })
        .fails(CallInterruptedException.class, "interrupted").requests(0).interrupted();
    row(Group.ENDS, "the client is closed before the call")
        .calling((client, arena) -> {
          client.close();
          return client.get("isj-1");
        })
        .fails(CallCanceledException.class, "the client is closed").requests(0);
    row(Group.ENDS, "the client is closed before `async().get`")
        .calling((client, arena) -> {
          client.close();
          return client.async().get("isj-1").get();
        })
        .fails(CallCanceledException.class, "").requests(0);
    row(Group.ENDS, "the client is closed before `await`")
        .calling((client, arena) -> {
          client.close();
          return client.await("isj-1");
        })
        .fails(AwaitException.class, "it was canceled").failing(failure -> ((AwaitException) failure).reason() == Reason.CANCELED).requests(0);
    row(Group.ENDS, "a future is canceled before a thread is free for its call")
        .with((builder, arena) -> builder.maxConcurrency(1))
        .answers((arena, client, out) -> {
          arena.reached.countDown();
          RawServer.hang(client);
        })
        .calling((client, arena) -> {
          CompletableFuture<IngestJob> first = client.async().get("isj-1");
          CompletableFuture<IngestJob> second = client.async().get("isj-2");
          arena.awaitReached();
          second.cancel(true);
          first.cancel(true);
          return second.get();
        })
        .fails(CancellationException.class).requests(1);
    row(Group.ENDS, "a future is completed by `orTimeout`")
        .answers((arena, client, out) -> {
          arena.reached.countDown();
          RawServer.hang(client);
        })
        .calling((client, arena) -> {
          CompletableFuture<IngestJob> future = client.async().get("isj-1");
          arena.awaitReached();
          return future.orTimeout(1, TimeUnit.MILLISECONDS).handle((job, failure) -> failure instanceof TimeoutException).get();
        })
        .gives("a `TimeoutException` of the JDK's", Boolean.TRUE::equals).after("after that time", Duration.ofMillis(1)).anyAttempts();
    for (Step step : Step.values()) {
      Fault interrupt = at(step, "the thread is interrupted while ")
          .calling((client, arena) -> step.isWait() ? client.await("isj-1", longWait(arena)) : client.get("isj-1"))
          .endedBy((arena, caller) -> caller.interrupt()).interrupted();
      seen(interrupt, step, Reason.INTERRUPTED, CallInterruptedException.class);
      at(step, "the future is canceled while ")
          .calling((client, arena) -> {
            CompletableFuture<?> future =
                step.isWait() ? client.async().await("isj-1", longWait(arena)) : client.async().get("isj-1");
            arena.awaitReached();
            future.cancel(true);
            return future.get();
          })
          .endedBy((arena, caller) -> {}).fails(CancellationException.class);
      Fault close = at(step, "the client is closed while ")
          .calling((client, arena) -> step.isWait() ? client.await("isj-1", longWait(arena)) : client.get("isj-1"))
          .endedBy((arena, caller) -> arena.client.close()).perhapsKept();
      seen(close, step, Reason.CANCELED, CallCanceledException.class);
      Fault closeAsync = at(step, "the client is closed while, asynchronously, ")
          .calling((client, arena) -> (step.isWait() ? client.async().await("isj-1", longWait(arena)) : client.async().get("isj-1")).get())
          .endedBy((arena, caller) -> arena.client.close()).perhapsKept();
      seen(closeAsync, step, Reason.CANCELED, CallCanceledException.class);
    }
  }

  private static void seen(Fault fault, Step step, Reason reason, Class<? extends IngestJobsException> type) {
    if (step.isWait()) {
      fault.fails(AwaitException.class, reason == Reason.INTERRUPTED ? "interrupted" : "canceled").failing(failure -> ((AwaitException) failure).reason() == reason
          && type.isInstance(failure.getCause()));
    } else {
      fault.fails(type, reason == Reason.INTERRUPTED ? "interrupted" : "");
    }
  }

  private static AwaitOptions longWait(Arena arena) {
    return options(LONG).timeout(Duration.ofDays(2)).listener(new AwaitListener() {
      @Override
      public void onNextPoll(String jobId, Duration delay) {
        arena.reached.countDown();
      }
    }).build();
  }

  private static Fault at(Step step, String how) {
    Fault fault = row(Group.ENDS, how + step.when).requests(step.requests).attempts(step.attempts)
        .with((builder, arena) -> builder.timeout(Duration.ofDays(1)).attemptTimeout(Duration.ofDays(1)).connectTimeout(Duration.ofDays(1)));
    BiConsumer<IngestJobsClient.Builder, Arena> sending =
        (builder, arena) -> builder.capability(new SendingSignal(arena.reached::countDown));
    switch (step) {
      case LIMITER -> fault.with((builder, arena) -> builder.rateLimiter(atMost -> arena.hang()));
      case PLACE -> fault.with((builder, arena) -> builder.rateLimiter(atMost -> Optional.of(LONG)).listener(new IngestJobsListener() {
        @Override
        public void onLimit(LimitEvent limit) {
          arena.reached.countDown();
        }
      }));
      case TOKEN -> fault.with((builder, arena) -> builder.tokenProvider(arena::hang));
      case CONNECTING -> fault.with(sending)
          .with((builder, arena) -> builder.baseUrl("http://localhost:" + arena.fullPort() + "/api"));
      case TLS -> fault.with(sending)
          .with((builder, arena) -> builder.baseUrl("https://localhost:" + arena.silentPort() + "/api"));
      case HEADERS, POLL -> fault.answers(reaching(""));
      case BODY -> fault.answers(reaching("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"id\""));
      case ERROR_BODY -> fault.answers(reaching("HTTP/1.1 503 X\r\nContent-Length: 1000\r\n\r\n{\"id\""));
      case BETWEEN_ATTEMPTS -> fault.answers(says("503 X\r\nRetry-After: 3600", no(503))).kept()
          .with((builder, arena) -> builder.listener(new IngestJobsListener() {
            @Override
            public void onAttempt(AttemptEvent attempt) {
              arena.reached.countDown();
            }
          }));
      case BETWEEN_POLLS -> fault.answers(says("200 OK", RUNNING)).kept();
      default -> throw new IllegalStateException();
    }
    return fault;
  }

  private static Answer reaching(String bytes) {
    return (arena, client, out) -> {
      Fault.write(out, bytes);
      arena.reached.countDown();
      RawServer.hang(client);
    };
  }
}
