package dev.ingestjobs.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.spec.ApiDocument;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real WireMock with the mappings of the packaged jar answers as the stub does. */
class WireMockIT {
  /** What a server says of itself and of how it sends. */
  private static final Set<String> OF_THE_SERVER =
      Set.of("date", "content-length", "transfer-encoding", "matched-stub-id", "matched-stub-name", "vary");

  private static final String PERCENT_ENCODED = "a percent-encoded id";

  private static StubServer stub;
  private static WireMocked wireMock;

  @BeforeAll
  static void start() {
    stub = StubServer.start();
    wireMock = WireMocked.packaged();
  }

  @AfterAll
  static void stop() {
    wireMock.close();
    stub.close();
  }

  static Stream<String> jobIds() {
    return stub.jobIds().keySet().stream();
  }

  static Stream<Arguments> changes() {
    return Stream.concat(
        StubServerTest.refusals().map(row -> Arguments.arguments(row.get()[0], row.get()[2])),
        StubServerTest.variants().filter(row -> !row.get()[0].equals(PERCENT_ENCODED)));
  }

  @ParameterizedTest
  @MethodSource("jobIds")
  void everyJobIsAnsweredAsByTheStub(String jobId) {
    assertSame(jobId, caller -> caller);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void everyChangeOfARequestIsAnsweredAsByTheStub(String what, UnaryOperator<Caller> change) {
    assertSame(jobIds().findFirst().orElseThrow(), change);
  }

  /** The one difference. No client encodes what need not be encoded. */
  @Test
  void wireMockTakesAPathAsItIsWritten() {
    String encoded = jobIds().findFirst().orElseThrow().replace("-", "%2D");

    assertThat(StubServerTest.variants()).anySatisfy(row -> assertThat(row.get()[0]).isEqualTo(PERCENT_ENCODED));
    assertThat(Caller.asking(stub, encoded).send().statusCode()).isEqualTo(200);
    assertThat(Caller.asking(wireMock.baseUrl(), encoded).send().statusCode()).isEqualTo(404);
  }

  /** Every combination of what may be wrong with a request, for a document that has other parameters. */
  @Test
  void anotherDocumentIsAnsweredAsByTheStub(@TempDir Path directory) {
    ApiDocument document = ApiDocument.parse("small", OtherDocumentsTest.SMALL);
    WireMockMappings.write(document, directory.resolve("mappings"));
    try (StubServer small = StubServer.start(document, 0); WireMocked smallWireMock = WireMocked.of(directory)) {
      Set<Integer> statuses = new TreeSet<>();
      for (String target : List.of("GET /v2/runs/run%201%2B1", "GET /v2/runs/x", "POST /v2/runs/x", "GET /v3/runs/x")) {
        for (String query : List.of("", "?API-VERSION", "?API-VERSION=one", "?API-VERSION=two", "?API-VERSION=three")) {
          for (String account : List.of("", " ", "a")) {
            for (String colour : List.of("", "red", "blue")) {
              for (String authorization : List.of("", "Bearer x", "Basic x")) {
                HttpResponse<String> expected = assertSame(small.baseUrl(), smallWireMock.baseUrl(), caller -> caller
                    .method(target.split(" ")[0]).path(target.split(" ")[1] + query)
                    .header("x-account", account).header("x-colour", colour).header("Authorization", authorization));
                statuses.add(expected.statusCode());
              }
            }
          }
        }
      }
      assertThat(statuses).containsExactly(200, 400, 401, 404, 405);
    }
  }

  /** Before the end of the version is announced, and after. */
  private static void assertSame(String jobId, UnaryOperator<Caller> change) {
    for (boolean announced : new boolean[] {false, true}) {
      stub.announceEnd(announced);
      wireMock.announceEnd(announced);
      assertSame(stub.baseUrl(), wireMock.baseUrl(), caller -> change.apply(caller.path(caller.path() + jobId)));
    }
  }

  private static HttpResponse<String> assertSame(URI ofTheStub, URI ofWireMock, UnaryOperator<Caller> request) {
    Caller caller = request.apply(Caller.asking(ofTheStub, ""));
    HttpResponse<String> expected = caller.send();
    HttpResponse<String> answer = request.apply(Caller.asking(ofWireMock, "")).send();

    assertThat(answer.statusCode()).as(caller.toString()).isEqualTo(expected.statusCode());
    assertThat(answer.body()).as(caller.toString()).isEqualTo(expected.body());
    assertThat(headers(answer)).as(caller.toString()).isEqualTo(headers(expected));
    return expected;
  }

  private static Map<String, List<String>> headers(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.keySet().removeAll(OF_THE_SERVER);
    return headers;
  }
}
