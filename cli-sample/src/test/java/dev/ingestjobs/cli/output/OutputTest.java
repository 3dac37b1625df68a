package dev.ingestjobs.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.ingestjobs.cli.HostileServer;
import dev.ingestjobs.cli.Run;
import dev.ingestjobs.stub.StubServer;
import dev.ingestjobs.stub.TimeLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs read, as {@code OUTPUT.md} and {@code events.schema.json} promise it. */
class OutputTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StubServer STUB = StubServer.start();
  private static final String BREAKING = "a \"b\", c;\r\nd\ne\t\u001b[2J\u0000' \u00fc\ud83d\ude00";

  @AfterAll
  static void stop() {
    STUB.close();
  }

  private static List<List<String>> rows(String csv) throws IOException {
    try (MappingIterator<String[]> rows = new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.WRAP_AS_ARRAY).readValues(csv)) {
      return rows.readAll().stream().map(Arrays::asList).toList();
    }
  }

  @Test
  void csvIsReadBackWhateverTheNamesAre() throws IOException {
    ObjectNode job = JSON.createObjectNode().put("id", BREAKING).put("workflow_id", "wf-1");
    job.putArray("tables").addObject().put("table_name", BREAKING).put("feed_id", "").put("state", BREAKING).put("read", 9_007_199_254_740_993L);
    try (HostileServer server = new HostileServer(200, job.toString())) {
      List<List<String>> rows = rows(Run.against(server.baseUrl(), "get", "isj-1", "-o", "csv").out());

      assertThat(rows).containsExactly(
          CsvReport.NAMES, List.of(BREAKING, "wf-1", "", BREAKING, BREAKING, "", "", "9007199254740993", "", "", "", "", "0"));
    }
  }

  @Test
  void csvHasARowForEachTableOfEachJobAndItsNamesOnce() throws IOException {
    List<List<String>> rows = rows(Run.against(STUB, "get", "isj-several-tables", "isj-no-tables", "isj-1f73r9u2", "-o", "csv").out());

    assertThat(rows).hasSize(1 + 4 + 1).allMatch(row -> row.size() == CsvReport.NAMES.size());
    assertThat(rows.get(0)).isEqualTo(CsvReport.NAMES);
    assertThat(rows.get(5)).containsExactly("isj-1f73r9u2", "wf-20240618-3423-b45", "df-5L6d1veh", "My table", "succeeded",
        "2024-06-01T04:02:54.433Z", "2024-06-01T04:02:57.433Z", "1000", "400", "200", "200", "200", "1");
  }

  @Test
  void csvOfNothingIsNothing() {
    assertThat(Run.against(STUB, "get", "isj-no-such-job", "-o", "csv").out()).isEmpty();
  }

  static Stream<String> jsonl() {
    STUB.play("isj-a", TimeLine.of("isj-scheduled").then("isj-running").then("isj-bad-gateway").then("isj-internal-error").then("isj-1f73r9u2").startOver());
    STUB.play("isj-b", TimeLine.of("isj-several-tables").then("isj-no-tables").then("isj-every-other-state").then("isj-failed").startOver());
    STUB.play("isj-c", TimeLine.of("isj-nothing-optional").then("isj-unknown-fields").then("isj-unknown-state").then("isj-running").cutOff().times(2)
        .then("isj-1f73r9u2").startOver());
    String all = String.join(" ", STUB.jobIds().keySet());
    return Stream.of("get " + all, "wait --timeout=60ms --interval=5ms " + all, "wait --interval=1ms isj-a", "wait --interval=1ms isj-b",
        "wait --interval=1ms isj-c", "wait --interval=1ms isj-a isj-b isj-no-such-job", "wait isj-\t1", "get isj-\t1");
  }

  @ParameterizedTest
  @MethodSource("jsonl")
  void everyEventIsAsItsSchemaSays(String line) {
    Events events = Events.of(Run.against(STUB, (line + " -o jsonl").split(" ")).out());

    List<String> ids = Stream.of(line.split(" ")).filter(word -> word.startsWith("isj-")).toList();
    assertThat(events.problems()).isEmpty();
    assertThat(events.named("end")).hasSize(line.startsWith("wait") ? ids.size() : 0);
    assertThat(events.texts("job_id")).containsAll(ids);
  }

  @Test
  void theSchemaIsStrict() throws IOException {
    String event = Events.of(Run.against(STUB, "get", "isj-1f73r9u2", "-o", "jsonl").out()).events().get(0).toString();

    assertThat(Events.of(event).problems()).isEmpty();
    for (String broken : List.of(event.replaceFirst("\\{", "{\"more\":1,"), event.replace("\"event\":\"job\"", "\"event\":\"jobs\""),
        event.replaceFirst("\"job_id\":\"[^\"]*\",", ""), event.replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"now\""))) {
      assertThat(Events.of(broken).problems()).hasSize(1);
    }
    assertThat(Events.description().findValues("additionalProperties")).hasSize(5).allMatch(value -> !value.asBoolean(true));
  }

  @Test
  void theSchemaDescribesEveryField() {
    List<String> bare = new ArrayList<>();
    JsonNode definitions = Events.description().get("definitions");
    definitions.properties().forEach(definition -> {
      assertThat(definition.getValue().has("description")).as(definition.getKey()).isTrue();
      definition.getValue().path("properties").properties().forEach(field -> {
        if (!field.getValue().has("description") && !field.getValue().has("$ref")) {
          bare.add(definition.getKey() + "." + field.getKey());
        }
      });
    });

    assertThat(bare).isEmpty();
  }

  @Test
  void thePageNamesTheColumnsAndEventsThatThereAre() throws IOException {
    List<String> events = new ArrayList<>();
    Events.description().get("oneOf").forEach(kind -> events.add(kind.get("$ref").asText().replace("#/definitions/", "")));

    assertThat(firstColumn("columns")).isEqualTo(CsvReport.NAMES);
    assertThat(firstColumn("events")).isEqualTo(events);
    assertThat(new TreeSet<>(written())).as("written by the code").isEqualTo(new TreeSet<>(events));
  }

  private static List<String> firstColumn(String table) throws IOException {
    String page = Files.readString(Path.of("OUTPUT.md"));
    String part = page.substring(page.indexOf("<!-- " + table + " -->"), page.indexOf("<!-- /" + table + " -->"));
    return Pattern.compile("^\\| `([a-z_]+)` \\|", Pattern.MULTILINE).matcher(part).results().map(row -> row.group(1)).toList();
  }

  /** The events of two runs that come to all of them. */
  private static List<String> written() {
    STUB.play("isj-d", TimeLine.of("isj-running").then("isj-internal-error").then("isj-1f73r9u2"));
    return Stream.of("get isj-1f73r9u2 isj-no-such-job -o jsonl", "wait --interval=1ms isj-d -o jsonl")
        .flatMap(line -> Events.of(Run.against(STUB, line.split(" ")).out()).texts("event").stream()).toList();
  }

  @Test
  void eachEventIsOneLineOfAsciiWhateverTheServerSays() throws IOException {
    try (HostileServer server = HostileServer.ofAJob("failed")) {
      Run run = Run.against(server.baseUrl(), "wait", "isj-1", "-o", "jsonl");

      assertThat(run.out()).matches("(?s)[\\n\\x20-\\x7e]+");
      assertThat(Events.of(run.out()).problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Output.class)
  void textFromTheServerCannotSteerTheTerminal(Output output) throws IOException {
    try (HostileServer server = HostileServer.ofAJob("succeeded")) {
      for (String command : List.of("get", "wait")) {
        Map<String, String> environment = Run.environment("AMPERITY_BASE_URL", server.baseUrl().toString(), "TERM", "xterm");
        Run run = Run.in(Run.surroundings(environment, "ingest-jobs.terminal", "12"), command, "isj-1", "-o", output.toString(), "--files");

        assertThat(run.exitCode()).isZero();
        assertThat(withoutOwn(run.out())).contains("owned").matches("(?s)[\\n\\x20-\\x7e\u2026]+").doesNotContain("\nJob  forged");
        assertThat(withoutOwn(run.err())).matches("(?s)[\\r\\n\\x20-\\x7e\u2026]*");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"succeeded", "failed", "waiting \\u001b[2J"})
  void progressCannotSteerTheTerminalEither(String state) throws IOException {
    try (HostileServer server = HostileServer.ofAJob(state)) {
      Map<String, String> environment = Run.environment("AMPERITY_BASE_URL", server.baseUrl().toString(), "TERM", "xterm");
      for (String terminal : List.of("", "2")) {
        Run run = Run.in(Run.surroundings(environment, "ingest-jobs.terminal", terminal, "ingest-jobs.columns", "500"),
            "wait", "isj-1", "--timeout", "60ms", "--interval", "5ms");

        assertThat(withoutOwn(run.err())).matches("(?s)[\\r\\n\\x20-\\x7e\u2192\u2026]*");
      }
    }
  }

  /** Without the colours and movements that the command makes by itself, each of them on a list. */
  private static String withoutOwn(String text) {
    return text.replaceAll("\u001b\\[(0|1|2|32|33|36|1;31)m", "").replaceAll("\u001b\\[([0-9]{1,2}A|J|\\?7[lh])", "");
  }
}
