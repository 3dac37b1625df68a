package dev.ingestjobs.stub;

import static dev.ingestjobs.stub.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.check.Released;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time lines of the released document. That the answers honor the pact is checked elsewhere. */
class TimeLineTest {
  private static final String JOB = "isj-nightly";

  private static StubServer stub;

  @BeforeAll
  static void start() {
    stub = StubServer.start(Released.document(), 0);
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void reset() {
    stub.reset();
  }

  static List<Documented> examples() {
    return Documented.examples(Released.document());
  }

  @Test
  void aJobGoesOnFromPollToPollAndTheLastStepStays() {
    stub.play(JOB, TimeLine.of("scheduled").times(2).then("running").times(3).then("finished"));

    assertThat(polls(JOB, 9)).containsExactly(
        "scheduled", "scheduled", "running", "running", "running", "finished", "finished", "finished", "finished");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aPlayedAnswerIsThatOfTheExampleButForTheIdOfTheJob(Documented example) {
    HttpResponse<String> known = Caller.asking(stub, example.jobId()).send();
    stub.play(JOB, TimeLine.of(example.jobId()));
    HttpResponse<String> played = Caller.asking(stub, JOB).send();

    assertThat(played.statusCode()).isEqualTo(example.status());
    assertThat(withoutDate(played)).isEqualTo(withoutDate(known, played.body().length()));
    assertThat(played.body()).isEqualTo(known.body().replace('"' + example.jobId() + '"', '"' + JOB + '"'));
    if (example.status() == 200) {
      assertThat(json(played).get("id").textValue()).isEqualTo(JOB);
      assertThat(json(played).get("tables")).allSatisfy(table -> assertThat(table.get("job_id").textValue()).isEqualTo(JOB));
    }
  }

  @Test
  void anExampleIsKnownByItsNameAndByItsJobId() {
    stub.play("one", TimeLine.of("no-tables-yet"));
    stub.play("two", TimeLine.of("isj-no-tables"));

    assertThat(body("one").replace("one", "two")).isEqualTo(body("two"));
  }

  @Test
  void aWellKnownJobCanBePlayedAndGivenBack() {
    stub.play("isj-running", TimeLine.of("finished"));
    assertThat(polls("isj-running", 1)).containsExactly("finished");

    stub.reset();
    assertThat(polls("isj-running", 1)).containsExactly("running");
  }

  @Test
  void whatIsPlayedAnewBeginsAnew() {
    stub.play(JOB, TimeLine.of("scheduled").then("running"));
    assertThat(polls(JOB, 2)).containsExactly("scheduled", "running");

    stub.play(JOB, TimeLine.of("scheduled").then("failed"));
    assertThat(polls(JOB, 2)).containsExactly("scheduled", "running", "scheduled", "failed");
  }

  @Test
  void aJobIdMayHaveAnyCharacters() {
    String odd = "a/b ü\"+%";
    stub.play(odd, TimeLine.of("running"));
    HttpResponse<String> answer =
        Caller.asking(stub, URLEncoder.encode(odd, StandardCharsets.UTF_8).replace("+", "%20")).send();

    assertThat(json(answer).get("id").textValue()).isEqualTo(odd);
    assertThat(stub.requests(odd)).hasSize(1);
  }

  @Test
  void aLineThatStartsOverBeginsAgainAfterItsLastStep() {
    stub.play(JOB, TimeLine.of("rate-limited").then("running").times(2).startOver());

    assertThat(polls(JOB, 7)).containsExactly(
        "rate-limited", "running", "running", "rate-limited", "running", "running", "rate-limited");
  }

  @Test
  void theJobsOfAStubGoOnByThemselves() {
    stub.play("one", TimeLine.of("scheduled").then("running"));
    stub.play("two", TimeLine.of("scheduled").then("failed"));

    assertThat(polls("one", 2)).containsExactly("scheduled", "running");
    assertThat(polls("two", 2)).containsExactly("scheduled", "failed");
  }

  @Test
  void aRefusedRequestIsNoPoll() {
    stub.play(JOB, TimeLine.of("scheduled").then("running"));
    Caller asking = Caller.asking(stub, JOB);
    asking.without("Authorization").send();
    asking.without("amperity-tenant").send();
    asking.without("api-version").send();
    asking.method("DELETE").send();

    assertThat(polls(JOB, 2)).containsExactly(
        "unauthorized", "missing-tenant", "unsupported-version", "method-not-allowed", "scheduled", "running");
  }

  @Test
  void everyOfManyPollsAtOnceHasAPlaceOfItsOwn() throws Exception {
    stub.play(JOB, TimeLine.of("scheduled").times(40).then("running").times(40).then("finished"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<HttpResponse<String>>> calls = Collections.nCopies(100, Caller.asking(stub, JOB)::send);
      List<String> states = new ArrayList<>();
      for (Future<HttpResponse<String>> response : threads.invokeAll(calls)) {
        states.add(json(response.get()).at("/tables/0/state").textValue());
      }

      assertThat(Collections.frequency(states, "scheduled")).isEqualTo(40);
      assertThat(Collections.frequency(states, "running")).isEqualTo(40);
      assertThat(Collections.frequency(states, "succeeded")).isEqualTo(20);
      assertThat(stub.requests()).hasSize(100);
    } finally {
      threads.shutdownNow();
    }
  }

  // What is ready-made.

  @Test
  void theReadyMadeLinesTakeAsManyPollsAsTheyAreTold() {
    stub.play("succeeding", TimeLine.succeeding(5));
    stub.play("failing", TimeLine.failing(3));
    stub.play("limited", TimeLine.rateLimited(2).then(TimeLine.succeeding(3)));
    stub.play("down", TimeLine.of("running").then(TimeLine.unavailable(2)).then("finished"));

    assertThat(polls("succeeding", 6)).containsExactly("scheduled", "running", "running", "running", "finished", "finished");
    assertThat(polls("failing", 4)).containsExactly("scheduled", "running", "failed", "failed");
    assertThat(polls("limited", 5)).containsExactly("rate-limited", "rate-limited", "scheduled", "running", "finished");
    assertThat(polls("down", 4)).containsExactly("running", "unavailable", "unavailable", "finished");
  }

  @Test
  void aReadyMadeLineHasRoomForItsSteps() {
    assertThatIllegalArgumentException().isThrownBy(() -> TimeLine.succeeding(2)).withMessageContaining("2 is too few");
    assertThatIllegalArgumentException().isThrownBy(() -> TimeLine.failing(0)).withMessageContaining("0 is too few");
    assertThatIllegalArgumentException().isThrownBy(() -> TimeLine.rateLimited(0)).withMessageContaining("0 is not at least 1");
  }

  // Headers.

  @Test
  void aDocumentedHeaderMayHaveAnotherValueOrNone() {
    stub.play(JOB, TimeLine.rateLimited(1)
        .then("rate-limited").header("retry-after", "0")
        .then("rate-limited").withoutHeader("retry-after")
        .then("running").header("Sunset", "Tue, 1 Sep 2026 23:59:59 GMT")
        .then("running"));

    assertThat(header("Retry-After")).containsExactly("2");
    assertThat(header("Retry-After")).containsExactly("0");
    assertThat(header("Retry-After")).isEmpty();
    assertThat(header("Sunset")).containsExactly("Tue, 1 Sep 2026 23:59:59 GMT");
    assertThat(header("Sunset")).isEmpty();
  }

  @Test
  void theEndOfTheVersionIsAnnouncedAsTheLineSaysEvenWhileTheStubAnnouncesAnother() {
    stub.announceEnd(true);
    stub.play(JOB, TimeLine.of("running").header("Sunset", "Tue, 1 Sep 2026 23:59:59 GMT").withoutHeader("Deprecation").then("running"));
    HttpResponse<String> first = Caller.asking(stub, JOB).send();

    assertThat(first.headers().allValues("Sunset")).containsExactly("Tue, 1 Sep 2026 23:59:59 GMT");
    assertThat(first.headers().allValues("Deprecation")).isEmpty();
    assertThat(header("Sunset")).containsExactly("Mon, 1 Sep 2025 23:59:59 GMT");
  }

  @Test
  void aHeaderThatTheDocumentDoesNotHaveThereIsRefused() {
    assertNotPlayed(stub, TimeLine.of("running").header("Retry-After", "1"),
        "#/components/responses/Ok/headers", "running", "Retry-After", "Deprecation, Sunset");
    assertNotPlayed(stub, TimeLine.of("running").withoutHeader("Content-Type"), "no header Content-Type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5", "", "1\r\nX: y"})
  void aValueThatTheDocumentDoesNotPermitIsRefused(String value) {
    assertNotPlayed(stub, TimeLine.rateLimited(1).header("Retry-After", value), "#/components/headers/RetryAfter", "pattern");
  }

  @Test
  void aRequiredHeaderCannotBeLeftOut() {
    ApiDocument strict =
        Released.with(document -> ((ObjectNode) document.at("/components/headers/RetryAfter")).put("required", true));
    try (StubServer other = StubServer.start(strict, 0)) {
      assertNotPlayed(other, TimeLine.rateLimited(1).withoutHeader("Retry-After"), "#/components/headers/RetryAfter", "required");
    }
  }

  // Slow answers, and none.

  @Test
  void aSlowAnswerKeepsNobodyElseWaiting() throws Exception {
    Duration delay = Duration.ofMillis(300);
    stub.play(JOB, TimeLine.of("running").after(delay).then("finished"));
    long begin = System.nanoTime();
    CompletableFuture<HttpResponse<String>> slow = CompletableFuture.supplyAsync(Caller.asking(stub, JOB)::send);
    while (stub.requests().isEmpty()) {
      Thread.onSpinWait();
    }

    assertThat(polls(JOB, 1)).containsExactly("running", "finished");
    assertThat(slow).isNotDone();
    assertThat(json(slow.get()).at("/tables/0/state").textValue()).isEqualTo("running");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(delay);
  }

  @Test
  void aSlowAnswerEndsWithItsStub() {
    CompletableFuture<HttpResponse<String>> slow;
    try (StubServer other = StubServer.start(Released.document(), 0)) {
      other.play(JOB, TimeLine.of("running").after(Duration.ofSeconds(Long.MAX_VALUE)));
      slow = CompletableFuture.supplyAsync(Caller.asking(other, JOB)::send);
      while (other.requests().isEmpty()) {
        Thread.onSpinWait();
      }
    }

    assertThat(slow).failsWithin(Duration.ofSeconds(10));
  }

  @Test
  void aConnectionIsCutOffBeforeTheHead() {
    stub.play(JOB, TimeLine.of("running").cutOff().then("finished"));

    assertThat(raw(JOB)).isEmpty();
    assertThat(raw(JOB)).startsWith("HTTP/1.1 200 OK");
    assertThat(stub.requests()).extracting(ReceivedRequest::status).containsExactly(0, 200);
  }

  @Test
  void aConnectionIsCutOffWithinTheBody() {
    stub.play(JOB, TimeLine.of("running").cutOffInBody().then("running"));
    String cut = raw(JOB);
    String whole = raw(JOB);
    int length = whole.length() - whole.indexOf("{");

    assertThat(cut).startsWith("HTTP/1.1 200 OK").containsIgnoringCase("Content-Length: " + length);
    assertThat(cut.substring(cut.indexOf("{"))).hasSize(length / 2).isEqualTo(whole.substring(whole.indexOf("{")).substring(0, length / 2));
    assertThat(stub.requests()).extracting(ReceivedRequest::status).containsExactly(200, 200);
  }

  // What cannot be played.

  @Test
  void aNameThatNoExampleHasIsRefusedWithThoseThereAre() {
    assertNotPlayed(stub, TimeLine.of("running").then("runing"), "runing", "running (isj-running)", "rate-limited (isj-rate-limited)");
  }

  @Test
  void aNameThatSeveralExamplesHaveIsRefused() {
    ApiDocument same = Released.with(document -> {
      ObjectNode conflict = (ObjectNode) document.at("/components/responses/ClientError/content/application~1json/examples");
      conflict.set("running", conflict.remove("conflict"));
    });
    try (StubServer other = StubServer.start(same, 0)) {
      assertNotPlayed(other, TimeLine.of("running"), "several", "running (isj-running), running (isj-conflict)", "use a job id");
      other.play(JOB, TimeLine.of("isj-conflict"));
      assertThat(Caller.asking(other, JOB).send().statusCode()).isEqualTo(409);
    }
  }

  @Test
  void anEmptyJobIdIsRefused() {
    assertThatThrownBy(() -> stub.play("", TimeLine.of("running"))).isInstanceOf(StubException.class).hasMessageContaining("empty");
  }

  @Test
  void aLineTakesNoNumbersThatMeanNothing() {
    TimeLine line = TimeLine.of("running");

    assertThatIllegalArgumentException().isThrownBy(() -> line.times(0)).withMessageContaining("0 is not at least 1");
    assertThatIllegalArgumentException().isThrownBy(() -> line.after(Duration.ofMillis(-1))).withMessageContaining("negative");
    assertThatNullPointerException().isThrownBy(() -> TimeLine.of(null));
    assertThatNullPointerException().isThrownBy(() -> line.header("Sunset", null));
  }

  @Test
  void aLineIsImmutableAndTellsItsSteps() {
    TimeLine line = TimeLine.of("scheduled");
    line.times(3).then("finished").startOver();

    assertThat(line).hasToString("scheduled ...");
    assertThat(line.times(2).then("running").after(Duration.ofSeconds(1)).cutOff().then("failed").cutOffInBody().startOver())
        .hasToString("scheduled x2, running after 1000 ms, cut off, failed, cut off in its body, and over again");
    assertThat(line.startOver().then("finished")).hasToString("scheduled, finished ...");
  }

  // What was asked.

  @Test
  void whatWasAskedIsToldWithoutAnythingSecret() {
    Caller asking = Caller.asking(stub, "isj%2Drunning");
    asking.path(asking.path() + "?access_token=" + Caller.TOKEN).send();
    asking.path("/elsewhere").method("PUT").send();

    assertThat(stub.requests()).containsExactly(
        new ReceivedRequest("GET", "/api/ingest/jobs/isj%2Drunning", "isj-running", 200, "running"),
        new ReceivedRequest("PUT", "/api/elsewhere", "", 404, "no-such-job"));
    assertThat(stub.requests("isj-running")).hasSize(1);
    assertThat(stub.requests().toString()).doesNotContain(Caller.TOKEN, "socktown");
  }

  @Test
  void theLastRequestsAreKept() {
    Received received = new Received(3);
    List<ReceivedRequest> all = IntStream.range(0, 5).mapToObj(i -> new ReceivedRequest("GET", "/", "job " + i, 200, "")).toList();
    all.forEach(received::add);

    assertThat(received.all()).isEqualTo(all.subList(2, 5));
  }

  @Test
  void resetForgetsEverythingThatWasSetOrSeen() {
    stub.play(JOB, TimeLine.of("running"));
    stub.announceEnd(true);
    assertThat(header("Sunset")).hasSize(1);
    stub.reset();

    assertThat(stub.requests()).isEmpty();
    assertThat(header("Sunset")).isEmpty();
    assertThat(stub.requests()).containsExactly(new ReceivedRequest("GET", "/api/ingest/jobs/" + JOB, JOB, 404, "no-such-job"));
  }

  private static void assertNotPlayed(StubServer where, TimeLine line, String... messageParts) {
    assertThatThrownBy(() -> where.play(JOB, line)).isInstanceOf(StubException.class).hasMessageContainingAll(messageParts);
  }

  /** Asks so often, and tells all that the job was ever answered. */
  private static Stream<String> polls(String jobId, int times) {
    for (int i = 0; i < times; i++) {
      Caller.asking(stub, jobId).send();
    }
    return stub.requests(jobId).stream().map(ReceivedRequest::example);
  }

  private static List<String> header(String name) {
    return Caller.asking(stub, JOB).send().headers().allValues(name);
  }

  private static String body(String jobId) {
    return Caller.asking(stub, jobId).send().body();
  }

  private static Map<String, List<String>> withoutDate(HttpResponse<String> response) {
    return withoutDate(response, response.body().length());
  }

  /** The headers of a response, but for the moment, and with the length of another body. */
  private static Map<String, List<String>> withoutDate(HttpResponse<String> response, int length) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    headers.put("content-length", List.of(Integer.toString(length)));
    return headers;
  }

  /** All that comes through the connection until it is closed. */
  private static String raw(String jobId) {
    URI baseUrl = stub.baseUrl();
    try (Socket socket = new Socket(baseUrl.getHost(), baseUrl.getPort())) {
      socket.getOutputStream().write(("GET /api/ingest/jobs/" + jobId + " HTTP/1.1\r\nHost: localhost\r\namperity-tenant: socktown\r\n"
          + "api-version: 2024-04-01\r\nAuthorization: Bearer " + Caller.TOKEN + "\r\nConnection: close\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
