package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.stub.StubServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GetCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> EMPTY = Map.of();

  private static final StubServer STUB = StubServer.start();

  @AfterAll
  static void stop() {
    STUB.close();
  }

  static Set<String> jobIds() {
    return STUB.jobIds().keySet();
  }

  static List<JsonNode> jobs() {
    return ApiDocument.packaged()
        .at("paths", "/ingest/jobs/{id}", "get", "responses", "200", "content", "application/json", "examples")
        .fields().values().stream().map(example -> example.get("value").node()).toList();
  }

  @Test
  void aJobIsATable() {
    Run run = Run.against(STUB, "get", "isj-1f73r9u2");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.outLines()).containsExactly(
        "Job       isj-1f73r9u2",
        "Workflow  wf-20240618-3423-b45",
        "Status    succeeded in 3s",
        "",
        "TABLE     STATE      STARTED               DURATION   READ  INSERTED  UPDATED  REJECTED  ERRORS  FILES",
        "My table  succeeded  2024-06-01 04:02:54Z  3s        1,000       400      200       200     200      1");
  }

  @ParameterizedTest
  @MethodSource("jobIds")
  void everyWellKnownIdEitherShowsAJobOrSaysWhyNot(String id) {
    Run run = Run.against(STUB, "get", id);

    if (run.exitCode() == 0) {
      assertThat(run.outLines().get(0)).isEqualTo("Job       " + id);
      assertThat(run.err()).isEmpty();
    } else {
      assertThat(run.out()).isEmpty();
      assertThat(run.errLines()).hasSize(3).first().asString().startsWith("ingest-jobs: ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "isj-missing-tenant,      2, '400 bad request: '",
    "isj-unsupported-version, 2, '400 bad request: '",
    "isj-unauthorized,        3, '401 unauthorized: '",
    "isj-forbidden,           3, '403 forbidden: '",
    "isj-no-such-job,         4, '404 not found: '",
    "isj-nobody-has-this,     4, '404 not found: '",
    "isj-method-not-allowed,  1, '405 client error: '",
    "isj-conflict,            1, '409 client error: '",
    "isj-rate-limited,        6, '429 rate limited: '",
    "isj-internal-error,      7, '500 internal server error: '",
    "isj-unavailable,         7, '503 service unavailable: '",
    "isj-bad-gateway,         7, '502 server error: '"
  })
  void anErrorHasItsExitCode(String id, int exitCode, String message) {
    Run run = Run.against(STUB, "get", id);

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.errLines().get(0)).startsWith("ingest-jobs: " + message);
  }

  @Test
  void anErrorSaysWhatHappenedWithItsIdsAndWhatToDo() {
    assertThat(Run.against(STUB, "get", "isj-rate-limited").errLines()).satisfiesExactly(
        what -> assertThat(what).matches("ingest-jobs: 429 rate limited: [A-Za-z0-9 .]+"),
        ids -> assertThat(ids)
            .matches("request_id [0-9a-f-]+, trace_id [0-9a-f]+\\. GET http://localhost:[0-9]+/api/ingest/jobs/isj-rate-limited, 1 attempt in .+s\\."),
        next -> assertThat(next).matches("The server asks to wait for [0-9]+ s; run it again then\\."));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void jsonIsWhatTheApiSent(JsonNode job) throws IOException {
    Run run = Run.against(STUB, "get", job.get("id").textValue(), "--output", "json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("{\n  \"").endsWith("}\n");
    assertThat(withPlainMoments(JSON.readTree(run.out()))).isEqualTo(withPlainMoments(job));
  }

  /** A moment that is null means the same as one that is absent, and 11.9 s the same as 11.900 s. */
  private static JsonNode withPlainMoments(JsonNode job) {
    JsonNode copy = job.deepCopy();
    for (JsonNode table : copy.get("tables")) {
      for (String moment : List.of("started_at", "ended_at")) {
        JsonNode value = ((ObjectNode) table).remove(moment);
        if (value != null && !value.isNull()) {
          ((ObjectNode) table).put(moment, Instant.parse(value.textValue()).toString());
        }
      }
    }
    return copy;
  }

  @Test
  void theDemoNeedsNoSettingAndHeedsNone() {
    Run bare = Run.in(EMPTY, "get", "isj-1f73r9u2", "--demo");
    Run set = Run.in(Run.environment("AMPERITY_BASE_URL", "nonsense", "AMPERITY_REGION", "moon",
        "AMPERITY_API_VERSION", "1999-01-01", "AMPERITY_TOKEN_FILE", "/nowhere"), "get", "isj-1f73r9u2", "--demo");

    assertThat(bare.exitCode()).isZero();
    assertThat(bare.outLines()).contains("Job       isj-1f73r9u2");
    assertThat(set).isEqualTo(bare);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--tenant=socktown", "--token-file=/nowhere", "--base-url=https://example.com", "--region=shared"})
  void theDemoRefusesOptionsThatNameARealTenant(String option) {
    Run run = Run.in(EMPTY, "get", "isj-1f73r9u2", "--demo", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("ingest-jobs: " + option.split("=")[0] + ": goes with no demo");
  }

  @Test
  void theEndOfTheVersionIsAnnouncedOnStandardError() {
    try (StubServer ending = StubServer.start()) {
      ending.announceEnd(true);
      Run run = Run.against(ending, "get", "isj-1f73r9u2", "--output", "json");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).startsWith("{").endsWith("}\n");
      assertThat(run.errLines()).singleElement().asString()
          .startsWith("ingest-jobs: ").contains("end of version 2024-04-01", "deprecated since", "gone after");
    }
  }

  @Test
  void anErrorFromTheServerCannotSteerTheTerminal() throws IOException {
    try (HostileServer server = new HostileServer(409,
        "{\"status\": 409, \"message\": \"\\u001b[2J\\r\\nowned\\u202e\", \"request_id\": \"\\u0007\"}")) {
      Run run = Run.against(server.baseUrl(), "get", "isj-1");
      Run verbose = Run.against(server.baseUrl(), "get", "isj-1", "--verbose");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("409 client error: ", "[2J owned").matches("(?s)[\\n\\x20-\\x7e]+");
      assertThat(run.errLines()).hasSize(3);
      assertThat(verbose.err()).startsWith("ingest-jobs: isj-1 attempt 1: 409 after ").matches("(?s)[\\n\\x20-\\x7e]+");
    }
  }

  @Test
  void aGatewaysPageIsAFailureOfTheServer() throws IOException {
    try (HostileServer server = new HostileServer(502, "<html>Bad gateway</html>")) {
      assertThat(Run.against(server.baseUrl(), "get", "isj-1").exitCode()).isEqualTo(7);
    }
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() {
    StubServer gone = StubServer.start();
    gone.close();

    assertThat(Run.against(gone, "get", "isj-1").exitCode()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get isj-1f73r9u2 --demo", "wait isj-1f73r9u2 --demo --max-rejected=100% --max-errors=100%", "config", "completion bash", "--help"})
  void outputThatCannotBeWrittenIsNoSuccess(String line) {
    StringWriter err = new StringWriter();
    Writer fullDisk = new Writer() {
      @Override
      public void write(char[] text, int offset, int length) throws IOException {
        throw new IOException("no space left");
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    int exitCode = Main.commandLine(Run.surroundings(EMPTY)).setOut(new PrintWriter(fullDisk)).setErr(new PrintWriter(err))
        .execute(line.split(" "));

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).contains("could not be written");
  }

  @Test
  void aFaultOfTheCommandIsSaidWithoutItsMessage() {
    Surroundings faulty = new Surroundings(name -> {
      if (name.equals("AMPERITY_TENANT")) {
        throw new IllegalStateException("Bearer " + Run.TOKEN);
      }
      return null;
    }, Run.surroundings(EMPTY).properties());
    Run run = Run.in(faulty, "get", "isj-1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errLines()).hasSize(3).first().isEqualTo("ingest-jobs: failed unexpectedly, with java.lang.IllegalStateException");
  }

  @Test
  void severalJobsAreShownInOrderAndOneThatFailsSinksNoOther() {
    Run run = Run.against(STUB, "get", "isj-running", "isj-no-such-job", "isj-forbidden", "isj-1f73r9u2");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.outLines()).filteredOn(line -> line.startsWith("Job ")).containsExactly("Job       isj-running", "Job       isj-1f73r9u2");
    assertThat(run.errLines()).hasSize(6);
  }

  @Test
  void severalJobsAreSeveralDocumentsOfJson() throws IOException {
    Run run = Run.against(STUB, "get", "isj-running", "isj-1f73r9u2", "-o", "json");

    assertThat(JSON.readerFor(JsonNode.class).<JsonNode>readValues(run.out()).readAll()).extracting(job -> job.get("id").asText())
        .containsExactly("isj-running", "isj-1f73r9u2");
  }
}
