package dev.ingestjobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void theJsonOfTheDocumentIsPackagedBesideIt() throws IOException {
    String json = resource("ingest-jobs.json");

    assertThat(json).isEqualTo(ApiDocument.packaged().json());
    assertThat(ApiDocument.parse("json", json).root().node()).isEqualTo(ApiDocument.packaged().root().node());
  }

  @Test
  void asJsonItHoldsNothingThatReadersOfYamlAndJsonTakeInOtherWays() {
    String json = ApiDocument.parse("yaml", "a: [yes, 010, 1_000, 2024-04-01, x\u2028y, x\u0085y, é, 0x1F, ~, 3.0]").json();

    assertThat(json).isEqualTo(
        "{\"a\":[\"yes\",10,\"1_000\",\"2024-04-01\",\"x\\u2028y\",\"x\\u0085y\",\"\\u00E9\",31,null,3.0]}");
  }

  @Test
  void aFileThatIsNotUtf8SaysSo(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("latin1.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
    assertThatThrownBy(() -> ApiDocument.read(file))
        .isInstanceOf(InvalidDocumentException.class).hasMessageContaining("latin1.yaml: this is not UTF-8");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ApiDocument.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "'a: {b'                             | is not YAML or JSON",
    "'a: 1\na: 2'                        | duplicate key a",
    "'{\"a\": 1, \"\\u0061\": 2}'           | duplicate key a",
    "'a: {200: 1, \"200\": 2}'           | '#/a: the key 200 stands there twice'",
    "'a: {~: 1}'                         | '#/a: the key null is no text'",
    "'a: [1, .inf]'                      | '#/a/1: Infinity is no number in JSON'",
    "'a: &a [*a]'                        | nests too deeply",
    "'a: !foo b'                         | 'line 1, column 4: this is not YAML or JSON: could not determine a constructor'",
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
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((InvalidDocumentException) e).reference().isPresent()).isEqualTo(text.contains("$ref")));
  }
}
