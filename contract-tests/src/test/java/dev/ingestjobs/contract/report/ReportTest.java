package dev.ingestjobs.contract.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Check;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.contract.report.Part.Checked;
import dev.ingestjobs.contract.report.Part.Found;
import dev.ingestjobs.contract.report.Part.Mutant;
import dev.ingestjobs.contract.report.Report.Catch;
import dev.ingestjobs.contract.report.Report.Cell;
import dev.ingestjobs.contract.report.Report.Column;
import dev.ingestjobs.contract.report.Report.Counts;
import dev.ingestjobs.contract.report.Report.Excerpt;
import dev.ingestjobs.contract.report.Report.Excerpt.Line;
import dev.ingestjobs.contract.report.Report.Finding;
import dev.ingestjobs.contract.report.Report.Group;
import dev.ingestjobs.contract.report.Report.Row;
import dev.ingestjobs.contract.report.Report.Score;
import dev.ingestjobs.contract.report.Report.State;
import dev.ingestjobs.contract.report.Report.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report says of what the tests have left. */
class ReportTest {
  private final Report green = Samples.green();
  private final Report red = Samples.red();

  @Test
  void allIsInAgreementIfNothingIsFoundAndEverythingWasRun() {
    assertThat(green.verdict()).isEqualTo(Verdict.IN_AGREEMENT);
    assertThat(green.headline()).isEqualTo("Document, client and pact agree.");
    assertThat(green.counts()).isEqualTo(new Counts(0, 0, 3));
  }

  @Test
  void whatIsBrokenIsNotMixedWithWhatIsUncoveredOrNotExercised() {
    assertThat(red.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(red.counts()).isEqualTo(new Counts(9, 2, 3));
    assertThat(Samples.uncovered(false).verdict()).isEqualTo(Verdict.UNCOVERED);
    assertThat(Samples.uncovered(false).counts()).isEqualTo(new Counts(0, 1, 0));
  }

  @Test
  void aCheckThatWasNotRunHasNotPassed() {
    Report nothing = Samples.report(new Parts(List.of(), List.of()));

    assertThat(nothing.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(nothing.notRun()).contains("Not run: A0, A1, A2, A3, A4, B1, B2, B3, C, C+, D, F, H.");
    assertThat(nothing.checks()).extracting(Column::state).containsOnly(State.NOT_RUN);
    assertThat(nothing.rows()).flatExtracting(Row::cells).extracting(Cell::state).containsOnly(State.NOT_RUN);
  }

  /** Nobody has a tenant at hand in every build. */
  @Test
  void withoutTheLiveVerificationAllIsInAgreementAndTheReportSaysThatItWasNotRun() {
    Report report = Samples.report(new Parts(Samples.checks(), Samples.mutants()));

    assertThat(report.verdict()).isEqualTo(Verdict.IN_AGREEMENT);
    assertThat(report.checks()).filteredOn(column -> column.state() == State.NOT_RUN).extracting(Column::id).containsExactly("D");
    assertThat(report.notRun()).isEqualTo("Not run: D.");
  }

  @Test
  void checksThatEscapeABreakAreBroken() {
    Mutant escaped = new Mutant("document", "schema", "make-nullable", "#/components/schemas/IngestJob", true, List.of());
    Report report = Samples.report(new Parts(Samples.checks(), List.of(escaped)));

    assertThat(report.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(report.headline()).isEqualTo("The checks do not notice what they must.");
    assertThat(report.findings()).extracting(Finding::check, Finding::code).containsExactly(tuple("H", "mutation.escaped"));
    assertThat(cell(report, "200", "H").state()).isEqualTo(State.BROKEN);
    assertThat(cell(report, "404", "H").state()).isEqualTo(State.DOES_NOT_APPLY);
  }

  @Test
  void theMatrixHasEveryDocumentedResponseInOrderAndEveryCheck() {
    assertThat(green.rows()).extracting(Row::label).containsExactly(
        "request", "200", "400", "401", "403", "404", "429", "4XX", "500", "503", "5XX", "document");
    assertThat(green.checks()).extracting(Column::id)
        .containsAll(Arrays.stream(Check.values()).map(Check::id).toList()).contains("D", "H").isSorted();
    assertThat(green.rows()).allSatisfy(row ->
        assertThat(row.cells()).extracting(Cell::check).isEqualTo(green.checks().stream().map(Column::id).toList()));
  }

  @Test
  void everyInteractionBelongsToTheResponseThatItShows() {
    assertThat(green.rows()).flatExtracting(Row::interactions).hasSize(Defined.interactions().size()).doesNotHaveDuplicates();
    assertThat(row(green, "4XX").interactions()).hasSize(4);
    assertThat(row(green, "document").interactions()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(nullValues = "-", value = {
      "pact.response.invalid, #/components/schemas/ApiError, '404: there is no such job given there is no such job', 404",
      "pact.request.invalid, #/components/parameters/Id, '404: there is no such job given there is no such job', request",
      "client.request.parameter.undocumented, #/paths/~1ingest~1jobs~1{id}/get/parameters, -, request",
      "document.parameter.uncovered, #/components/parameters/ApiVersionQuery, -, request",
      "document.response.uncovered, #/components/responses/NotFound, -, 404",
      "document.response.uncovered, #/paths/~1ingest~1jobs~1{id}/get/responses/404, -, 404",
      "document.field.uncovered, #/components/schemas/IngestFile/properties/nothing, -, 200",
      "document.example.invalid, #/components/examples/Failed/value/tables/0, -, 200",
      "document.header.uncovered, #/components/headers/RetryAfter, -, '429, 503'",
      "client.server.unknown, #/servers/0, -, document",
      "pact.interaction.stale, #/paths, an interaction that nobody knows, document",
      "document.unusable, #, -, document"})
  void aFindingStandsInTheRowsThatItConcerns(String code, String place, String interaction, String labels) {
    Report report = Samples.report(new Parts(
        Samples.checks(new Checked("B1", "", List.of(new Found(code, "BROKEN", place, interaction, "?")))), Samples.mutants()));

    assertThat(report.rows()).filteredOn(row -> row.cells().stream().anyMatch(cell -> cell.findings().equals(List.of("finding-1"))))
        .extracting(Row::label).containsExactly(labels.split(", "));
  }

  @Test
  void ofSeveralResponsesThatShareAPlaceTheMessageMayNameOne() {
    assertThat(row(red, "404").cells()).contains(new Cell("A1", State.UNCOVERED, List.of("finding-10")));
    assertThat(cell(red, "403", "A1").state()).isEqualTo(State.PASSED);
  }

  @Test
  void aResponseThatNoInteractionShowsHasPassedNoCheckThatNeedsOne() {
    Report report = Samples.uncovered(false);

    assertThat(row(report, "410").cells()).filteredOn(cell -> List.of("A1", "A2", "B1", "B2", "B3", "C").contains(cell.check()))
        .hasSize(6).allSatisfy(cell -> assertThat(cell).isEqualTo(new Cell(cell.check(), State.UNCOVERED, List.of("finding-1"))));
    assertThat(cell(report, "410", "A3").state()).isEqualTo(State.PASSED);
    assertThat(cell(report, "404", "B1").state()).isEqualTo(State.PASSED);
  }

  @Test
  void aCheckDoesNotApplyWhereItDoesNotLook() {
    assertThat(cell(green, "request", "A4").state()).isEqualTo(State.PASSED);
    assertThat(cell(green, "200", "A4").state()).isEqualTo(State.DOES_NOT_APPLY);
    assertThat(cell(green, "request", "C").state()).isEqualTo(State.DOES_NOT_APPLY);
  }

  @Test
  void whatCouldNotBeTriedIsNotPassed() {
    assertThat(cell(green, "429", "D").state()).isEqualTo(State.NOT_EXERCISED);
    assertThat(cell(green, "404", "D").state()).isEqualTo(State.PASSED);
  }

  @Test
  void aFindingShowsTheLinesOfTheDocumentAndOfTheInteraction() {
    Finding finding = red.findings().stream().filter(one -> one.code().equals("pact.response.invalid")).findFirst().orElseThrow();

    assertThat(marked(finding.documented())).isEqualTo("    Ok:");
    assertThat(finding.documented().lines()).hasSize(8);
    assertThat(finding.documented().title()).matches("ingest-jobs\\.yaml, line [0-9]+");
    assertThat(marked(finding.shown())).isEqualTo("    \"rejected\" : 200,");
    assertThat(finding.shown().lines().get(0).text()).isEqualTo("HTTP 200");

    Finding header = red.findings().stream().filter(one -> one.code().equals("pact.response.header.undocumented")).findFirst().orElseThrow();
    assertThat(marked(header.shown())).startsWith("Retry-After: ");
  }

  @Test
  void aPlaceThatIsNotInTheDocumentIsShownByTheOneAbove() {
    DocumentText text = new DocumentText("d.yaml", Samples.document());

    assertThat(text.around("#/servers/1/variables/tenant-id").map(ReportTest::marked)).contains("      tenant-id:");
    assertThat(text.around("#/servers/99").orElseThrow()).satisfies(excerpt -> {
      assertThat(marked(excerpt)).isEqualTo("servers:");
      assertThat(excerpt.title()).contains("the next place above");
    });
    assertThat(text.around("#").map(ReportTest::marked)).contains("openapi: 3.0.3");
    assertThat(text.around("a finished job")).isEmpty();
  }

  @Test
  void aDocumentThatIsOneLineIsShownInPart() {
    String json = "{\"a\": \"" + "x".repeat(1000) + "\", \"b\": {\"c\": 1}, \"d\": \"" + "y".repeat(1000) + "\"}";

    assertThat(new DocumentText("d.json", json).around("#/b/c").map(ReportTest::marked).orElseThrow())
        .startsWith("…x").endsWith("y…").contains("\"c\": 1").hasSizeLessThan(170);
  }

  @Test
  void nothingThatCouldBeATokenIsShownAndNothingThatCannotBeShown() throws Exception {
    String json = new ObjectMapper().writeValueAsString(red);

    assertThat(json).contains("Authorization: Bearer …", "\\\\u0000", "\\\\u001B[31m", "\\\\uD800", "\\\\u202E")
        .doesNotContain("abc.def-GHI", Contract.TOKEN, "\\u0000 ", "\u202e");
  }

  @Test
  void theScoreOfTheMutantsIsCountedByGroupAndByCheck() {
    assertThat(red.mutation().total()).isEqualTo(new Score(522, 90, 2, 1));
    assertThat(red.mutation().groups()).contains(
        new Group("document", "schema", new Score(96, 12, 1, 0)),
        new Group("document", "wording", new Score(0, 38, 0, 1)),
        new Group("response", "headers", new Score(64, 0, 1, 0)));
    assertThat(red.mutation().checks()).filteredOn(check -> check.check().equals("A4"))
        .extracting(Catch::document, Catch::response, Catch::alone).containsExactly(tuple(65L, 0L, 44L));
  }

  /** Others read them: a name that goes or changes its meaning needs another version of the schema. */
  @Test
  void theFieldsOfTheJsonAreTheseAndNoOthers() {
    JsonNode json = new ObjectMapper().valueToTree(red);

    assertThat(json.get("schema").intValue()).isEqualTo(1);
    assertThat(names(json)).containsExactly("schema", "verdict", "headline", "uncoveredIsWarning", "counts", "build", "checks", "rows",
        "findings", "interactions", "mutation");
    assertThat(names(json.get("counts"))).containsExactly("broken", "uncovered", "notExercised");
    assertThat(names(json.get("build"))).containsExactly("document", "documentVersion", "sha256", "clientVersion", "interactions", "java", "time");
    assertThat(names(json.at("/checks/0"))).containsExactly("id", "title", "state", "hint");
    assertThat(names(json.at("/rows/0"))).containsExactly("id", "operation", "label", "description", "interactions", "cells");
    assertThat(names(json.at("/rows/0/cells/0"))).containsExactly("check", "state", "findings");
    assertThat(names(json.at("/findings/0")))
        .containsExactly("id", "check", "code", "outcome", "message", "place", "documented", "interaction", "shown", "rows");
    assertThat(names(json.at("/findings/0/documented"))).containsExactly("title", "lines");
    assertThat(names(json.at("/findings/0/documented/lines/0"))).containsExactly("number", "text", "marked");
    assertThat(names(json.at("/interactions/0"))).containsExactly("id", "name", "request", "response");
    assertThat(names(json.get("mutation"))).containsExactly("total", "groups", "checks");
    assertThat(names(json.at("/mutation/groups/0"))).containsExactly("kind", "name", "score");
    assertThat(names(json.at("/mutation/groups/0/score"))).containsExactly("caught", "tolerated", "escaped", "falseAlarms");
    assertThat(names(json.at("/mutation/checks/0"))).containsExactly("check", "title", "document", "pact", "response", "alone");
    assertThat(json.at("/build/time").textValue()).isEqualTo("2026-11-24T08:30:15Z");
    assertThat(json.at("/verdict").textValue()).isEqualTo("BROKEN");
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static Row row(Report report, String label) {
    return report.rows().stream().filter(row -> row.label().equals(label)).findFirst().orElseThrow();
  }

  private static Cell cell(Report report, String label, String check) {
    return row(report, label).cells().stream().filter(cell -> cell.check().equals(check)).findFirst().orElseThrow();
  }

  private static String marked(Excerpt excerpt) {
    return Stream.of(excerpt).flatMap(one -> one.lines().stream()).filter(Line::marked).map(Line::text).findFirst().orElse("");
  }
}
