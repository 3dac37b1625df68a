package dev.ingestjobs.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.contract.report.Part;
import dev.ingestjobs.spec.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run fails if a mutant escapes, if one raises a false alarm, and if an operator does nothing. */
class RunTest {
  private static final ApiDocument DOCUMENT = ApiDocument.parse("a document", """
      info: { title: A title, version: 1.0.0 }
      fields:
        id: { type: string, required: true }
        read: { type: integer, required: true }
        errors: { type: integer }
      """);
  private static final String CAUGHT = "means: A break.\nmust: be caught\n";
  private static final String TOLERATED = "means: Nothing.\nmust: be tolerated\nbecause: It does not matter.\n";

  @TempDir
  private Path catalogue;

  @Test
  void whatIsCaughtAndWhatIsToleratedIsRight() throws IOException {
    operator("document/field/other-type", CAUGHT + "at: /fields/*\nset: { <at>/type: boolean }");
    operator("document/wording/title", TOLERATED + "set: { /info/title: Another }");
    Run run = run();

    assertThat(run.wrong()).isEmpty();
    assertThat(run.score()).isEqualTo("document: 3 of 3 that must be caught are, and 3 of 3 without F; 0 false alarms of 1 that must be tolerated");
    assertThat(run.table()).containsExactly(
        "document/field/other-type: 3 of 3 caught, by A1 3, F 3", "document/wording/title: 0 of 1 caught");
    assertThat(run.forTheReport()).containsExactly(
        new Part.Mutant("document", "field", "other-type", "#/fields/id", true, List.of("A1", "F")),
        new Part.Mutant("document", "field", "other-type", "#/fields/read", true, List.of("A1", "F")),
        new Part.Mutant("document", "field", "other-type", "#/fields/errors", true, List.of("A1", "F")),
        new Part.Mutant("document", "wording", "title", "#", false, List.of()));
  }

  @Test
  void aMutantThatEscapesIsWrong() throws IOException {
    operator("document/info/version", CAUGHT + "set: { /info/version: 2.0.0 }");

    assertThat(run().wrong()).containsExactly("document/info/version.yaml at # must be caught, and no check complains");
  }

  @Test
  void aFalseAlarmIsWrong() throws IOException {
    operator("document/field/removed", TOLERATED + "at: /fields/id\nremove: [<at>]");

    assertThat(run().wrong()).containsExactly(
        "document/field/removed.yaml at #/fields/id must be tolerated, and A1 complains: the fields differ",
        "document/field/removed.yaml at #/fields/id must be tolerated, and F complains: the document differs");
  }

  @Test
  void whatFAloneNoticesIsWrongUnlessTheOperatorSaysWhereThatIs() throws IOException {
    operator("document/field/a-break", CAUGHT + "at: [/fields/read/required, /fields/id/required]\nset: { <at>: false }");
    operator("document/field/b-said", CAUGHT + "at: /fields/*/required\nset: { <at>: false }\nonly F: { because: So it is. }");
    operator("document/field/c-said-of-one", CAUGHT + "at: /fields/*/required\nset: { <at>: false }\nonly F: { because: So it is., at: /fields/read/* }");
    operator("document/field/d-wrongly", CAUGHT + "at: /fields/id\nremove: [<at>]\nonly F: { because: So it is. }");

    assertThat(run().wrong()).containsExactly(
        "document/field/a-break.yaml at #/fields/read/required must be caught, and only F complains, which a new major version silences",
        "document/field/a-break.yaml at #/fields/id/required must be caught, and only F complains, which a new major version silences",
        "document/field/c-said-of-one.yaml at #/fields/id/required must be caught, and only F complains, which a new major version silences",
        "document/field/d-wrongly.yaml at #/fields/id is something that only F can know, says its file, and A1 complains: mend the file");
  }

  @Test
  void anOperatorThatDoesNothingIsWrong() throws IOException {
    operator("document/field/a-nowhere", CAUGHT + "at: /fields/name\nremove: [<at>]");
    operator("document/field/b-half", CAUGHT + "at: [/fields/id, /fields/*/format]\nremove: [<at>]");
    operator("document/field/c-where", CAUGHT + "at: /fields/*\nwhere: { type: object }\nremove: [<at>]");
    operator("document/field/d-same", CAUGHT + "set: { /info/title: A title }");
    operator("document/field/e-gone", CAUGHT + "remove: [/info/license]");

    assertThat(run().wrong()).satisfiesExactly(
        nowhere -> assertThat(nowhere).isEqualTo("document/field/a-nowhere.yaml cannot be applied: there is nothing that it can be applied to"),
        half -> assertThat(half).isEqualTo("document/field/b-half.yaml cannot be applied: there is no /fields/*/format that it can be applied to"),
        where -> assertThat(where).isEqualTo("document/field/c-where.yaml cannot be applied: there is nothing that it can be applied to"),
        same -> assertThat(same).contains("document/field/d-same.yaml at # cannot be judged", "it changes nothing"),
        gone -> assertThat(gone).contains("document/field/e-gone.yaml at # cannot be judged", "there is no /info/license to take away"));
  }

  @Test
  void aCheckThatBreaksDownIsWrong() throws IOException {
    operator("document/field/removed", CAUGHT + "remove: [/fields/id]");
    Run run = Run.of("document", new DocumentMutants(DOCUMENT, document -> {
      throw new IllegalStateException("broke down");
    }), Operator.readAll(catalogue), 10);

    assertThat(run.wrong()).containsExactly("document/field/removed.yaml at # cannot be judged: java.lang.IllegalStateException: broke down");
  }

  @Test
  void aPlaceAndWhatItsStarsStandForCanBeUsedInAChange() throws IOException {
    operator("document/field/copied", CAUGHT + "at: /fields/*/type\nwhere: {}\nset: { /fields/copy-of-<1>: '<at> is <1>' }");
    List<String> copies = Run.of("document", new DocumentMutants(DOCUMENT, document -> Map.of("A1", document.at("fields").node().findValues("type").toString()
        + document.root().node().at("/fields/copy-of-read"))), Operator.readAll(catalogue), 10).table();

    assertThat(copies).containsExactly("document/field/copied: 3 of 3 caught, by A1 3");
  }

  @Test
  void ofManyPlacesSomeAreTried() throws IOException {
    operator("document/field/removed", CAUGHT + "at: /fields/*\nremove: [<at>]");

    assertThat(Run.of("document", mutants(), Operator.readAll(catalogue), 2).forTheReport()).extracting(Part.Mutant::place).hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aCatalogueThatCannotBeUnderstoodIsRefused() throws IOException {
    assertThatThrownBy(() -> Operator.readAll(catalogue)).hasMessageContaining("has no operator");
    Map<String, String> refused = new TreeMap<>(Map.of(
        "document/a", "stands in the folder of a group",
        "document/field/b", "say in \"means\" what it stands for",
        "document/field/c", "say that it \"must\" be caught or be tolerated",
        "document/field/d", "say why it is tolerated, in \"because\"",
        "document/field/e", "have no field \"removes\"",
        "document/field/f", "say why nobody but F can know, in \"because\""));
    List<String> texts = List.of(CAUGHT, "must: be caught", "means: A break.", "means: Nothing.\nmust: be tolerated", CAUGHT + "removes: [/id]",
        CAUGHT + "only F: { at: /id }");
    int i = 0;
    for (Map.Entry<String, String> one : refused.entrySet()) {
      Path file = operator(one.getKey(), texts.get(i++));
      assertThatThrownBy(() -> Operator.readAll(catalogue)).hasMessageContaining(one.getKey()).hasMessageContaining(one.getValue());
      Files.delete(file);
    }
  }

  /** Stands in for the checks: F sees everything but the info, A1 the fields and their types. */
  private static DocumentMutants mutants() {
    return new DocumentMutants(DOCUMENT, document -> {
      Map<String, String> complaints = new TreeMap<>();
      if (!document.at("fields").node().equals(DOCUMENT.at("fields").node())) {
        complaints.put("F", "the document differs");
      }
      if (!types(document).equals(types(DOCUMENT))) {
        complaints.put("A1", "the fields differ");
      }
      return complaints;
    });
  }

  private static Map<String, String> types(ApiDocument document) {
    Map<String, String> types = new TreeMap<>();
    document.at("fields").fields().forEach((name, field) -> types.put(name, field.get("type").text()));
    return types;
  }

  private Run run() {
    return Run.of("document", mutants(), Operator.readAll(catalogue), 10);
  }

  private Path operator(String name, String text) throws IOException {
    Path file = catalogue.resolve(name + ".yaml");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
