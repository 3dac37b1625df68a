package dev.ingestjobs.contract.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.FindingCode;
import dev.ingestjobs.spec.check.Released;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks notice what they are there to notice: one break at a time, in the document or in the pact. */
class ChecksIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JOB = "/components/schemas/IngestJob";
  private static final String TABLE = "/components/schemas/IngestTable/properties";
  private static final String GET = "/paths/~1ingest~1jobs~1{id}/get";

  private static List<HttpRequest> sent;
  private static List<SynchronousHttp> pact;
  /** What is found when nothing is broken: nothing, as long as the document is the released one. */
  private static List<FindingCode> unbroken;

  @BeforeAll
  static void unbroken() {
    sent = Wire.sent();
    pact = Pacts.read(Contract.pactFile());
    unbroken = codes(Released.document(), pact);
  }

  static Stream<Arguments> brokenDocuments() {
    return Stream.of(
        arguments("another method", Code.REQUEST_UNDOCUMENTED, edit("/paths/~1ingest~1jobs~1{id}", item -> item.set("post", item.remove("get")))),
        arguments("another path", Code.REQUEST_UNDOCUMENTED, edit("/paths", paths -> paths.set("/jobs/{id}", paths.remove("/ingest/jobs/{id}")))),
        arguments("another name of a header", Code.REQUEST_INVALID, edit("/components/parameters/AmperityTenant", p -> p.put("name", "x-tenant"))),
        arguments("a header that was dropped", Code.REQUEST_PARAMETER_UNDOCUMENTED, edit(GET, get -> ((ArrayNode) get.get("parameters")).remove(2))),
        arguments("another version", Code.REQUEST_INVALID,
            edit("/components/parameters/ApiVersionHeader/schema", s -> s.putArray("enum").add("2025-01-01"))),
        arguments("another security scheme", Code.REQUEST_UNAUTHORIZED,
            edit("/components/securitySchemes/bearer", s -> s.removeAll().put("type", "apiKey").put("in", "header").put("name", "x-key"))),
        arguments("a status and its range dropped", Code.RESPONSE_STATUS_UNDOCUMENTED, edit(GET + "/responses", r -> r.remove(List.of("404", "4XX")))),
        arguments("another media type", Code.RESPONSE_INVALID,
            edit("/components/responses/NotFound/content", c -> c.set("application/problem+json", c.remove("application/json")))),
        arguments("a field of another type", Code.RESPONSE_INVALID, edit(TABLE + "/read", p -> p.removeAll().put("type", "string"))),
        arguments("a field no longer nullable", Code.RESPONSE_INVALID, edit(TABLE + "/ended_at", p -> p.remove("nullable"))),
        arguments("a field newly required", Code.RESPONSE_INVALID, edit(JOB, s -> ((ArrayNode) s.get("required")).add("owner"))),
        arguments("a closed set of states", Code.RESPONSE_INVALID,
            edit("/components/schemas/TableState", s -> s.putArray("enum").add("succeeded"))),
        arguments("a field renamed", Code.RESPONSE_FIELD_UNDOCUMENTED, edit(TABLE, p -> p.set("rows_read", p.remove("read")))),
        arguments("a response header dropped", Code.RESPONSE_HEADER_UNDOCUMENTED,
            edit("/components/responses/TooManyRequests/headers", h -> h.remove("Retry-After"))),
        arguments("a form of a header", Code.RESPONSE_INVALID, edit("/components/headers/Sunset/schema", s -> s.put("pattern", "^[0-9]+$"))),
        arguments("a new operation", Code.OPERATION_UNCOVERED,
            edit("/paths", paths -> paths.set("/ingest/jobs", paths.get("/ingest/jobs/{id}").deepCopy()))),
        arguments("no operation", Code.OPERATION_UNCOVERED, edit("/paths", ObjectNode::removeAll)),
        arguments("no paths", Code.DOCUMENT_UNUSABLE, edit("", d -> d.remove("paths"))),
        arguments("a new parameter", Code.PARAMETER_UNCOVERED,
            edit(GET, get -> ((ArrayNode) get.get("parameters")).addObject().put("name", "fields").put("in", "query").putObject("schema").put("type", "string"))),
        arguments("a new status", Code.RESPONSE_UNCOVERED,
            edit(GET + "/responses", r -> r.putObject("410").put("$ref", "#/components/responses/NotFound"))),
        arguments("a new media type", Code.MEDIA_TYPE_UNCOVERED,
            edit("/components/responses/ServerError/content", c -> c.putObject("text/html").putObject("schema").put("type", "string"))),
        arguments("a new header", Code.HEADER_UNCOVERED,
            edit("/components/responses/Ok/headers", h -> h.putObject("X-Cost").putObject("schema").put("type", "string"))),
        arguments("a new example", Code.EXAMPLE_UNCOVERED,
            edit("/components/responses/NotFound/content/application~1json/examples", e -> e.putObject("other").put("x-stub-job-id", "isj-other"))),
        arguments("a status with a type of its own", Code.STATUS_UNTYPED,
            edit(GET + "/responses", r -> r.putObject("409").put("$ref", "#/components/responses/ClientError"))),
        arguments("a new state", Code.STATE_UNKNOWN,
            edit("/components/schemas/TableState", s -> ((ArrayNode) s.get("x-known-states")).add("Paused"))),
        arguments("a state dropped", Code.STATE_UNKNOWN,
            edit("/components/schemas/TableState", s -> ((ArrayNode) s.get("x-known-states")).remove(0))),
        arguments("a new server", Code.SERVER_UNKNOWN, edit("", d -> ((ArrayNode) d.get("servers")).addObject().put("url", "https://eu.example.com/api"))),
        arguments("a server dropped", Code.SERVER_UNKNOWN, edit("", d -> ((ArrayNode) d.get("servers")).remove(2))),
        arguments("the client's version withdrawn", Code.VERSION_UNKNOWN,
            edit("/components/parameters/ApiVersionHeader/schema", s -> s.putArray("enum").add("2025-01-01"))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("brokenDocuments")
  void aBrokenDocumentIsNoticed(String name, Code code, Consumer<JsonNode> edit) {
    assertThat(unbroken).doesNotContain(code);
    assertThat(codes(Released.with(edit::accept), pact)).contains(code);
  }

  @Test
  void whereParametersAndServersStandMakesNoDifference() {
    ApiDocument moved = Released.with(tree -> {
      ObjectNode item = (ObjectNode) tree.at("/paths/~1ingest~1jobs~1{id}");
      item.set("parameters", ((ObjectNode) item.get("get")).remove("parameters"));
      item.set("servers", tree.remove("servers"));
      ((ObjectNode) tree.at(GET + "/responses")).put("x-note", "no response");
    });

    assertThat(codes(moved, pact)).isEqualTo(unbroken);
  }

  static Stream<Arguments> brokenPacts() {
    return Stream.of(
        arguments("no content type", Code.RESPONSE_CONTENT_TYPE_MISSING, edit("/response/headers", h -> h.remove("Content-Type"))),
        arguments("no body", Code.RESPONSE_BODY_MISSING, edit("/response", r -> r.remove("body"))),
        arguments("an undocumented field", Code.RESPONSE_FIELD_UNDOCUMENTED, edit("/response/body/content", b -> b.put("owner", "me"))),
        arguments("an undocumented response header", Code.RESPONSE_HEADER_UNDOCUMENTED, edit("/response/headers", h -> h.putArray("X-Cost").add("1"))),
        arguments("an undocumented request header", Code.REQUEST_PARAMETER_UNDOCUMENTED, edit("/request/headers", h -> h.putArray("x-user").add("1"))),
        arguments("a required header left out", Code.REQUEST_INVALID, edit("/request/headers", h -> h.remove("amperity-tenant"))),
        arguments("no token", Code.REQUEST_UNAUTHORIZED, edit("/request/headers", h -> h.remove("Authorization"))),
        arguments("a required field left out", Code.RESPONSE_INVALID, edit("/response/body/content", ObjectNode::removeAll)),
        arguments("an undocumented status", Code.RESPONSE_INVALID, edit("/response", r -> r.put("status", 418))),
        arguments("another description", Code.INTERACTION_STALE, edit("", i -> i.put("description", "renamed"))),
        arguments("another description", Code.INTERACTION_UNWRITTEN, edit("", i -> i.put("description", "renamed"))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("brokenPacts")
  void aBrokenPactIsNoticed(String name, Code code, Consumer<JsonNode> edit) throws IOException {
    JsonNode broken = JSON.readTree(Files.readString(Contract.pactFile()));
    edit.accept(finished(broken));

    assertThat(unbroken).doesNotContain(code);
    assertThat(codes(Released.document(), interactions(broken))).contains(code);
  }

  @Test
  void anEmptyPactIsNoticed() {
    assertThat(codes(Released.document(), List.of()))
        .contains(Code.PACT_EMPTY, Code.OPERATION_UNCOVERED, Code.RESPONSE_UNCOVERED, Code.INTERACTION_UNWRITTEN);
    assertThat(Counts.check(List.of(), List.of())).extracting(Finding::code).containsExactly(Code.PACT_EMPTY);
  }

  @Test
  void twoInteractionsOfOneKeyAreNoticed() {
    List<SynchronousHttp> twice = new ArrayList<>(Defined.interactions());
    twice.add(twice.get(0));

    assertThat(Counts.check(twice, Defined.interactions())).extracting(Finding::code).containsExactly(Code.INTERACTION_DUPLICATE);
  }

  private static List<FindingCode> codes(ApiDocument document, List<SynchronousHttp> pact) {
    Subject broken = new Subject(Released.document(), document, Defined.interactions(), pact, sent);
    return Arrays.stream(Check.values()).flatMap(check -> check.run(broken).stream()).map(Finding::code).toList();
  }

  private static Consumer<JsonNode> edit(String pointer, Consumer<ObjectNode> edit) {
    return tree -> {
      JsonNode place = tree.at(pointer);
      assertThat(place.isObject()).as(pointer).isTrue();
      edit.accept((ObjectNode) place);
    };
  }

  private static JsonNode finished(JsonNode pact) {
    for (JsonNode interaction : pact.get("interactions")) {
      if (interaction.get("description").textValue().equals("a finished job")) {
        return interaction;
      }
    }
    throw new IllegalStateException("the pact has no finished job");
  }

  private static List<SynchronousHttp> interactions(JsonNode pact) {
    return Pacts.interactions(DefaultPactReader.INSTANCE.loadPact(pact.toString()).asV4Pact().expect(() -> "no pact"));
  }
}
