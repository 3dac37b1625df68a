package dev.ingestjobs.stub;

import static dev.ingestjobs.stub.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.check.Released;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The stub is made from the document that it is given: here from the released one, changed in one respect. */
class OtherDocumentsTest {
  static final String SMALL = """
      openapi: 3.0.3
      security: [{token: []}]
      paths:
        /v2/runs/{run}:
          parameters:
            - {name: run, in: path, required: true}
            - {name: x-account, in: header, required: true, schema: {type: string}}
          get:
            operationId: getIngestJob
            parameters:
              - {name: API-VERSION, in: query, required: false, schema: {enum: [one, two]}}
              - {name: x-colour, in: header, required: false, schema: {enum: [red]}}
            responses:
              '200':
                content:
                  application/vnd.run+json: {examples: {a: {value: {id: run 1+1}}}}
              4XX:
                headers:
                  X-Limit: {example: 10}
                  X-Without-Example: {schema: {type: string}}
                content:
                  application/json:
                    examples:
                      a: {value: {status: 400, message: first}}
                      b: {value: {status: 400, message: second}}
                      c: {value: {status: 401}}
                      d: {value: {status: 404}}
                      e: {value: {status: 405}}
      components: {securitySchemes: {token: {type: http, scheme: Bearer}}}
      """;

  @Test
  void pathParametersAndMediaTypeComeFromTheDocument() {
    try (StubServer stub = StubServer.start(ApiDocument.parse("small", SMALL), 0)) {
      Caller good = Caller.asking(stub, "").path("/v2/runs/run%201+1?api-version=one&API-VERSION=two").header("x-account", "a");

      assertThat(stub.jobIds()).containsOnlyKeys("run 1+1").containsValue("");
      assertThat(good.send().statusCode()).isEqualTo(200);
      assertThat(good.send().headers().firstValue("Content-Type")).contains("application/vnd.run+json");
      assertThat(good.without("x-account").send().statusCode()).isEqualTo(400);
      assertThat(good.header("x-colour", "red").send().statusCode()).isEqualTo(200);
      assertThat(good.header("x-colour", "blue").send().statusCode()).isEqualTo(400);
      assertThat(good.path("/v2/runs/run%201+1?API-VERSION=three").send().statusCode()).isEqualTo(400);
      assertThat(good.path("/v2/runs/run%201+1").send().statusCode()).isEqualTo(400);
      assertThat(good.without("Authorization").send().statusCode()).isEqualTo(401);
      assertThat(good.path("/ingest/jobs/run%201+1").send().statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aRefusalWithoutItsOwnExampleHasTheFirstOfItsStatus() {
    try (StubServer stub = StubServer.start(ApiDocument.parse("small", SMALL), 0)) {
      var refused = Caller.asking(stub, "").path("/v2/runs/x").send();

      assertThat(json(refused).get("message").textValue()).isEqualTo("first");
      assertThat(refused.headers().firstValue("X-Limit")).contains("10");
      assertThat(refused.headers().map()).doesNotContainKey("x-without-example");
    }
  }

  @Test
  void whatTheDocumentDoesNotRequireMayBeLeftOut() {
    ApiDocument lax = Released.with(document -> {
      ((ObjectNode) document.at("/components/parameters/AmperityTenant")).put("required", false);
      document.putArray("security");
    });
    try (StubServer stub = StubServer.start(lax, 0)) {
      Caller bare = Caller.asking(stub, stub.jobIds().keySet().iterator().next())
          .without("amperity-tenant").without("Authorization");

      assertThat(bare.send().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theOrderOfTheResponsesAndTheNamesOfExamplesDoNotMatter() {
    ApiDocument shuffled = Released.with(document -> {
      ObjectNode responses = (ObjectNode) document.at("/paths/~1ingest~1jobs~1{id}/get/responses");
      responses.set("200", responses.remove("200"));
      ObjectNode examples = (ObjectNode) document.at("/components/responses/BadRequest/content/application~1json/examples");
      JsonNode tenant = examples.remove("missing-tenant");
      examples.set("renamed", tenant);
    });
    try (StubServer stub = StubServer.start(shuffled, 0)) {
      for (Documented example : Documented.examples(shuffled)) {
        assertThat(json(Caller.asking(stub, example.jobId()).send())).isEqualTo(example.value());
      }
      assertThat(json(Caller.asking(stub, "x").without("amperity-tenant").send()).get("message").textValue()).contains("amperity-tenant");
    }
  }

  @Test
  void aDocumentWithoutAnExampleForARefusalIsRefusedByName() {
    assertNotServed(document -> ((ObjectNode) document.at("/components/responses/ClientError/content/application~1json/examples"))
        .remove("method-not-allowed"), "responses", "405", "x-stub-job-id: isj-method-not-allowed");
  }

  @Test
  void aDocumentWithoutTheOperationIsRefusedByName() {
    assertNotServed(document -> ((ObjectNode) document.at("/paths/~1ingest~1jobs~1{id}/get")).put("operationId", "other"),
        "#/paths", "getIngestJob");
  }

  @Test
  void anErrorWithoutAStatusIsRefusedByName() {
    assertNotServed(document ->
        ((ObjectNode) document.at("/components/responses/Forbidden/content/application~1json/examples/forbidden/value"))
            .remove("status"),
        "#/components/responses/Forbidden/content/application~1json/examples/forbidden", "status");
  }

  @Test
  void twoExamplesWithOneJobIdAreRefusedByName() {
    assertNotServed(document -> {
      ObjectNode examples = (ObjectNode) document.at("/components/responses/Forbidden/content/application~1json/examples");
      examples.set("once-more", examples.get("forbidden"));
    }, "once-more", "isj-forbidden");
  }

  private static void assertNotServed(Consumer<ObjectNode> change, String... messageParts) {
    ApiDocument changed = Released.with(change);
    assertThatThrownBy(() -> StubServer.start(changed, 0))
        .isInstanceOf(StubException.class)
        .hasMessageContaining("the edited document")
        .hasMessageContainingAll(messageParts);
  }
}
