package dev.ingestjobs.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
  private static PackagedMappings wireMock;

  @BeforeAll
  static void start() {
    stub = StubServer.start();
    wireMock = PackagedMappings.start();
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

  /** Before the end of the version is announced, and after. */
  private static void assertSame(String jobId, UnaryOperator<Caller> change) {
    for (boolean announced : new boolean[] {false, true}) {
      stub.announceEnd(announced);
      wireMock.announceEnd(announced);
      HttpResponse<String> expected = change.apply(Caller.asking(stub, jobId)).send();
      HttpResponse<String> answer = change.apply(Caller.asking(wireMock.baseUrl(), jobId)).send();

      assertThat(answer.statusCode()).isEqualTo(expected.statusCode());
      assertThat(answer.body()).isEqualTo(expected.body());
      assertThat(headers(answer)).isEqualTo(headers(expected));
    }
  }

  private static Map<String, List<String>> headers(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.keySet().removeAll(OF_THE_SERVER);
    return headers;
  }
}
