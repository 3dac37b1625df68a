package dev.ingestjobs.spec.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.spec.ApiDocument;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentLintTest {
  @Test
  void theDocumentAgreesWithItself() {
    Findings.none("Mend the document; api-spec/README.md says what each code means.",
        () -> DocumentLint.check(ApiDocument.packaged()));
  }

  @Test
  void theDocumentIsLeftAsItWas() {
    ApiDocument document = Released.document();
    JsonNode before = document.root().node().deepCopy();
    DocumentLint.check(document);
    assertThat(document.root().node()).isEqualTo(before);
  }

  static Stream<Cases.Case> cases() {
    return Cases.of("lint-cases.yaml");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEditIsJudged(Cases.Case edit) {
    List<Finding> findings = Findings.of(() -> DocumentLint.check(edit.document()));
    assertThat(findings).as(edit.name()).extracting(finding -> finding.code() + " " + finding.place())
        .containsExactlyInAnyOrderElementsOf(edit.finds());
    assertThat(findings.toString()).as(edit.name()).contains(edit.says());
  }
}
