package dev.ingestjobs.spec.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.spec.ApiDocument;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibilityTest {
  @Test
  void theDocumentKeepsWhatTheReleasedOnePromised() {
    Findings.none("Mend the document or raise its major version; api-spec/README.md says what each code means.",
        () -> Compatibility.check(Released.document(), ApiDocument.packaged()));
  }

  static Stream<Cases.Case> cases() {
    return Cases.of("compatibility-cases.yaml");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEditIsJudged(Cases.Case edit) {
    List<Finding> findings = Compatibility.check(edit.released(), edit.document());
    assertThat(findings).as(edit.name()).extracting(finding -> finding.code() + " " + finding.place())
        .containsExactlyInAnyOrderElementsOf(edit.finds());
    assertThat(findings.toString()).as(edit.name()).contains(edit.says());
  }
}
