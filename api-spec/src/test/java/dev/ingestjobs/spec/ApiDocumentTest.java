package dev.ingestjobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiDocumentTest {
  private static final ApiDocument SMALL = ApiDocument.parse("small", """
      paths:
        /jobs/{id}:
          get: {headers: {Retry-After: {$ref: '#/components/headers/RetryAfter'}}}
      components:
        headers:
          RetryAfter: {$ref: '#/components/headers/Seconds'}
          Seconds: {required: false}
      """);

  @Test
  void referencesAreFollowedAndKnowWhereTheyLead() {
    Place header = SMALL.at("paths", "/jobs/{id}", "get", "headers", "Retry-After");

    assertThat(header.exists()).isTrue();
    assertThat(header.pointer()).isEqualTo("#/components/headers/Seconds");
    assertThat(header.get("required").node().isBoolean()).isTrue();
    assertThat(header.get("schema").get("nothing").exists()).isFalse();
  }

  @Test
  void aPointerEscapesSlashes() {
    assertThat(SMALL.at("paths", "/jobs/{id}", "get").pointer()).isEqualTo("#/paths/~1jobs~1{id}/get");
  }

  @Test
  void thePackagedDocumentIsThere() {
    assertThat(ApiDocument.packaged().at("paths").exists()).isTrue();
  }

  @Test
  void layoutMakesNoDifference() {
    ApiDocument block = ApiDocument.parse("block", "a: &x\n  version: '2024-04-01'\nb: *x\n");
    ApiDocument flow = ApiDocument.parse("flow", "{\"b\": {\"version\": \"2024-04-01\"}, \"a\": {version: 2024-04-01}}");

    assertThat(block.root().node()).isEqualTo(flow.root().node());
  }

  @Test
  void theWaysToWriteOneValueMakeNoDifference() {
    ApiDocument plain = ApiDocument.parse("plain", "{a: {x: null, y: true, z: 31}, b: {x: null, y: true, z: 31}}");
    ApiDocument other = ApiDocument.parse("other", "a: &a {x: ~, y: True, z: 0x1F}\nb:\n  <<: *a\n");

    assertThat(other.root().node()).isEqualTo(plain.root().node());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "'a: {b'                             | is not YAML or JSON",
    "'a: 1\na: 2'                        | duplicate key a",
    "'[1, 2]'                            | its root is no object",
    "''                                  | its root is no object",
    "'a: {$ref: \"#/b\"}'                | #/a: the reference #/b leads nowhere",
    "'a: {$ref: \"#/a\"}'                | the reference #/a is a circle",
    "'a: {$ref: \"other.yaml#/a\"}'      | leaves the document"
  })
  void aBrokenDocumentIsAnErrorThatSaysWhatAndWhere(String text, String message) {
    assertThatThrownBy(() -> ApiDocument.parse("broken.yaml", text).at("a"))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("broken.yaml")
        .hasMessageContaining(message);
  }
}
