package dev.ingestjobs.spec.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.spec.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openapitools.openapidiff.core.OpenApiCompare;

/** A second opinion, by a tool that many use: what it calls incompatible, our check finds, too. */
class OpenApiDiffTest {
  /** One case as both judge it. */
  private record Opinions(Cases.Case edit, List<Finding> ours, boolean theirs) {
    static Opinions of(Cases.Case edit) {
      return new Opinions(edit, Compatibility.check(edit.released(), edit.document()),
          incompatible(edit.released(), edit.document()));
    }

    boolean isBreaking() {
      return ours.stream().anyMatch(finding -> finding.code().outcome() == Outcome.BROKEN);
    }
  }

  /** It is wrong about eleven of the cases, so that its word alone fails no build. */
  @Test
  void whatItAloneCallsIncompatibleInTheDocumentIsPrinted() {
    ApiDocument released = Released.document();
    ApiDocument current = ApiDocument.packaged();
    List<Finding> ours = Compatibility.check(released, current);
    if (ours.isEmpty() && incompatible(released, current)) {
      System.out.println("[WARNING] openapi-diff calls the document incompatible with the released one, and compatibility.* finds "
          + "nothing. Should it be right, add a case to compatibility-cases.yaml.");
    }
  }

  @Test
  void whatItCallsIncompatibleInTheCasesIsFoundAndMuchElseThatItMisses() throws IOException {
    List<Opinions> all = Cases.of("compatibility-cases.yaml").map(Opinions::of).toList();

    assertThat(all).filteredOn(opinions -> opinions.theirs() && opinions.ours().isEmpty()).map(Opinions::edit)
        .allSatisfy(edit -> assertThat(edit.openApiDiff()).as(edit + ": why is openapi-diff wrong?").isNotEmpty());
    assertThat(all).filteredOn(opinions -> !opinions.edit().openApiDiff().isEmpty())
        .allSatisfy(opinions -> assertThat(opinions.theirs() && opinions.ours().isEmpty())
            .as(opinions.edit() + ": openapi-diff does not differ").isTrue());

    long breaking = all.stream().filter(Opinions::isBreaking).count();
    long missed = all.stream().filter(opinions -> opinions.isBreaking() && !opinions.theirs()).count();
    assertThat(Files.readString(Path.of("README.md")))
        .contains("of the " + breaking + " breaking cases, openapi-diff alone misses " + missed);
  }

  private static boolean incompatible(ApiDocument before, ApiDocument after) {
    return OpenApiCompare.fromContents(before.json(), after.json()).isIncompatible();
  }
}
