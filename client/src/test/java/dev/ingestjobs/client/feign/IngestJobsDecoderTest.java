package dev.ingestjobs.client.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.error.UnexpectedStatusException;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.MissingFieldException;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestJobsDecoderTest {
  private static final ObjectMapper ANYBODYS_MAPPER = new ObjectMapper();

  static Stream<Place> documentedJobs() {
    return ApiDocument.packaged()
        .at("paths", "/ingest/jobs/{id}", "get", "responses", "200", "content", "application/json", "examples")
        .fields().values().stream();
  }

  @ParameterizedTest
  @MethodSource("documentedJobs")
  void everyDocumentedJobRoundTrips(Place example) throws IOException {
    JsonNode json = example.get("value").node();
    IngestJob job = decode(json.toString());

    assertThat(decode(ANYBODYS_MAPPER.writeValueAsString(job))).isEqualTo(job).hasSameHashCodeAs(job).hasToString(job.toString());
    assertThat(ANYBODYS_MAPPER.readValue(json.toString(), IngestJob.class).id()).isEqualTo(json.path("id").textValue());
    assertThat(job.toBuilder().build()).isEqualTo(job);
    assertThat(normalized(ANYBODYS_MAPPER.valueToTree(job))).isEqualTo(normalized(json));
  }

  /** Without what may differ in form and not in meaning: a moment that is null or absent, and how a moment is written. */
  private static JsonNode normalized(JsonNode job) throws IOException {
    JsonNode copy = ANYBODYS_MAPPER.readTree(job.toString());
    copy.path("tables").forEach(table -> List.of("started_at", "ended_at").forEach(moment -> {
      JsonNode value = ((ObjectNode) table).remove(moment);
      if (value != null && !value.isNull()) {
        ((ObjectNode) table).put(moment, OffsetDateTime.parse(value.textValue()).toString());
      }
    }));
    return copy;
  }

  @Test
  void theUsersOwnExampleDecodesToTheLastField() throws IOException {
    IngestJob job = decode("""
        {"id": "isj-1f73r9u2",
         "tables": [{"errors": 200, "feed_id": "df-5L6d1veh", "read": 1000, "rejected": 200, "updated": 200,
           "started_at": "2024-06-01T04:02:54.433Z", "state": "succeeded", "ended_at": "2024-06-01T04:02:57.433Z",
           "files": [{"file_id": "cb-20240618-71992-SF3Uz/part0.avro", "name": "part0.avro", "read": 1000, "errors": 200}],
           "inserted": 400, "table_name": "My table", "job_id": "isj-1f73r9u2"}],
         "workflow_id": "wf-20240618-3423-b45"}
        """);

    assertThat(job.id()).isEqualTo("isj-1f73r9u2");
    assertThat(job.workflowId()).isEqualTo("wf-20240618-3423-b45");
    IngestTable table = job.tables().get(0);
    assertThat(table.startedAt()).isEqualTo(OffsetDateTime.parse("2024-06-01T04:02:54.433Z"));
    assertThat(table.state()).isEqualTo(TableState.SUCCEEDED);
    assertThat(table.inserted()).isEqualTo(400L);
    assertThat(table.files().get(0).fileId()).isEqualTo("cb-20240618-71992-SF3Uz/part0.avro");
  }

  @Test
  void countsAreExactOverTheWholeOf64Bits() throws IOException {
    assertThat(table("\"read\": 9223372036854775807").read()).isEqualTo(Long.MAX_VALUE);
    assertThat(table("\"read\": 9007199254740993").read()).isEqualTo(9007199254740993L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.7", "1.0", "1e3", "\"12\"", "true", "\"\"", "[1]", "{}", "9223372036854775808", "NaN"})
  void whatIsNoWholeNumberIsNoCount(String value) {
    assertThatThrownBy(() -> table("\"read\": " + value))
        .isInstanceOf(UndecodableResponseException.class)
        .hasMessageContaining(value.equals("NaN") ? "NaN" : "tables[0].read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"state\": 12", "\"state\": true", "\"table_name\": 12", "\"table_name\": [\"x\"]", "\"started_at\": 1717214574",
      "\"started_at\": \"yesterday\"", "\"ended_at\": \"\"", "\"files\": {}", "\"files\": \"\""})
  void aFieldOfAnotherTypeIsAnErrorThatNamesIt(String field) {
    String name = field.substring(1, field.indexOf('"', 1));
    assertThatThrownBy(() -> table(field)).isInstanceOf(UndecodableResponseException.class).hasMessageContaining("tables[0]." + name + ": ");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{\"workflow_id\":\"w\",\"tables\":[]}                       | id",
    "{\"id\":\"i\",\"tables\":[]}                                | workflow_id",
    "{\"id\":\"i\",\"workflow_id\":\"w\"}                        | tables",
    "{\"id\":null,\"workflow_id\":\"w\",\"tables\":[]}           | id",
    "{\"id\":\"i\",\"workflow_id\":\"w\",\"tables\":null}        | tables",
    "{\"id\":\"i\",\"workflow_id\":\"w\",\"tables\":[{},null]}   | tables[1]",
    "{\"id\":\"i\",\"workflow_id\":\"w\",\"tables\":[{},{\"files\":[{},{},null]}]} | tables[1].files[2]"
  })
  void aRequiredFieldThatIsMissingOrNullIsAnErrorThatNamesItsPath(String body, String path) {
    assertThatThrownBy(() -> decode(body))
        .isInstanceOf(UndecodableResponseException.class)
        .hasMessageEndingWith(": " + path + ": is required, and is absent or null");
  }

  @Test
  void whatIsOptionalMayBeAbsentOrNull() throws IOException {
    for (String fields : List.of("", "\"state\":null,\"started_at\":null,\"read\":null,\"files\":null,\"table_name\":null")) {
      IngestTable table = table(fields);
      assertThat(table.state()).isNull();
      assertThat(table.startedAt()).isNull();
      assertThat(table.read()).isNull();
      assertThat(table.files()).isEmpty();
      assertThat(table).isEqualTo(IngestTable.builder().build()).isEqualTo(IngestTable.builder().files(List.of()).build());
    }
  }

  @Test
  void unknownFieldsAreKeptExactlyAndCannotBeChanged() throws IOException {
    IngestTable table = table("\"x\": {\"a\": [1, null, 0.1234567890123456789012], \"b\": 18446744073709551616}, \"y\": null");

    assertThat(table.additionalProperties()).containsOnlyKeys("x", "y").containsEntry("y", null);
    Map<?, ?> x = (Map<?, ?>) table.additionalProperties().get("x");
    assertThat(x.get("b")).isEqualTo(new BigInteger("18446744073709551616"));
    List<?> a = (List<?>) x.get("a");
    assertThat(a.get(2)).isEqualTo(new BigDecimal("0.1234567890123456789012"));
    assertThatThrownBy(() -> table.additionalProperties().clear()).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(x::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(a::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThat(ANYBODYS_MAPPER.writeValueAsString(table)).contains("\"y\":null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "\"text\"", "{", "{\"id\": \"i\"", "<html>502</html>",
      "{\"id\":\"i\",\"workflow_id\":\"w\",\"tables\":[]} trailing", "{\"id\":\"i\",\"id\":\"j\",\"workflow_id\":\"w\",\"tables\":[]}"})
  void aBodyThatIsNoJobIsUndecodable(String body) {
    assertThatThrownBy(() -> decode(body)).isInstanceOf(UndecodableResponseException.class).hasMessageStartingWith("200 with a body");
  }

  @Test
  void anotherSuccessIsNoJob() {
    UnexpectedStatusException thrown = catchThrowableOfType(UnexpectedStatusException.class,
        () -> new IngestJobsDecoder().decode(response(204, new byte[0]), IngestJob.class));
    assertThat(thrown.status()).isEqualTo(204);
  }

  @Test
  void aBuilderRefusesWhatADecoderRefuses() {
    assertThatThrownBy(() -> IngestJob.builder().id("i").tables(List.of()).build())
        .isInstanceOf(MissingFieldException.class)
        .hasMessageContaining("workflow_id");
  }

  @Test
  void aDocumentedFieldIsNoAdditionalOne() {
    assertThatThrownBy(() -> IngestJob.builder().additionalProperty("id", "isj-2")).isInstanceOf(IllegalArgumentException.class);
  }

  private static IngestTable table(String fields) throws IOException {
    return decode("{\"id\":\"i\",\"workflow_id\":\"w\",\"tables\":[{" + fields + "}]}").tables().get(0);
  }

  private static IngestJob decode(String body) throws IOException {
    return (IngestJob) new IngestJobsDecoder().decode(response(200, body.getBytes(StandardCharsets.UTF_8)), IngestJob.class);
  }

  private static Response response(int status, byte[] body) {
    Request request = Request.create(Request.HttpMethod.GET, "http://localhost", Map.of(), null, StandardCharsets.UTF_8, null);
    return Response.builder().status(status).request(request).body(body)
        .headers(Map.of("Content-Length", List.of(Integer.toString(body.length)))).build();
  }
}
