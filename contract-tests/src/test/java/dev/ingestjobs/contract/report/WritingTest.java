package dev.ingestjobs.contract.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.contract.report.Report.Finding;
import dev.ingestjobs.contract.report.Report.Row;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The forms that a report is written in. */
class WritingTest {
  static Stream<Report> reports() {
    return Stream.of(Samples.green(), Samples.red(), Samples.uncovered(true), Samples.report(new Parts(List.of(), List.of())));
  }

  /** For people who change the page: its samples stay in {@code target/report-samples}. */
  @Test
  void thePageCanBeLookedAt() throws IOException {
    Report notRun = Samples.report(new Parts(List.of(), List.of()));
    for (Map.Entry<String, Report> sample : Map.of("green", Samples.green(), "red", Samples.red(), "not-run", notRun).entrySet()) {
      Path folder = Files.createDirectories(Path.of("target/report-samples", sample.getKey()));
      ReportListener.write(sample.getValue(), folder);
      assertThat(folder).isDirectoryContaining("glob:**index.html").isDirectoryContaining("glob:**report.json")
          .isDirectoryContaining("glob:**junit.xml").isDirectoryContaining("glob:**summary.md");
      assertThat(folder.resolve("reference.html")).content().contains("<a href=\"index.html\">");
    }
  }

  @ParameterizedTest
  @MethodSource("reports")
  void thePageIsWellFormedAndNeedsNothingButItself(Report report) throws Exception {
    String html = Html.of(report);
    Document page = parsed(html);

    assertThat(elements(page, "*")).extracting(Element::getTagName).doesNotContain("script", "img", "link", "iframe", "object", "form");
    assertThat(elements(page, "*")).allSatisfy(element -> {
      assertThat(element.hasAttribute("src")).isFalse();
      assertThat(element.getAttribute("href")).matches("|#.+|reference.html");
    });
    assertThat(elements(page, "style").get(0).getTextContent()).doesNotContain("@import", "url(h", "url('", "url(\"", "http");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void everyLinkOfThePageLeadsSomewhere(Report report) throws Exception {
    List<String> ids = elements(parsed(Html.of(report)), "*").stream().map(element -> element.getAttribute("id")).filter(id -> !id.isEmpty()).toList();

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(elements(parsed(Html.of(report)), "*")).extracting(element -> element.getAttribute("href")).filteredOn(href -> !href.isEmpty())
        .contains("reference.html").filteredOn(href -> !href.equals("reference.html"))
        .isNotEmpty().allSatisfy(href -> assertThat(ids).contains(href.substring(1)));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void thePageHasEveryResponseAndEveryFindingWithBothItsPlaces(Report report) throws Exception {
    Document page = parsed(Html.of(report));

    assertThat(text(page, "h1")).isEqualTo(report.headline());
    assertThat(report.rows()).extracting(Row::id).allSatisfy(id -> assertThat(byId(page, id)).isNotNull());
    for (Finding finding : report.findings()) {
      assertThat(byId(page, finding.id()).getTextContent()).contains(finding.code(), finding.message(), finding.outcome().word(), finding.place())
          .contains(finding.interaction() == null ? "none" : finding.interaction());
    }
    assertThat(elements(page, "td").stream().filter(cell -> cell.getAttribute("title").contains(", ")))
        .hasSize(report.rows().size() * report.checks().size())
        .allSatisfy(cell -> assertThat(cell.getTextContent()).startsWith(cell.getAttribute("class").replace('-', ' ')));
    assertThat(page.getDocumentElement().getTextContent()).contains(report.build().documentVersion(), report.build().sha256().substring(0, 12),
        report.build().clientVersion(), report.build().java(), report.build().time().replace("T", " ").replace("Z", " UTC"));
  }

  /** WCAG 2.2, AA, in daylight and at night, on each ground that there is. */
  @Test
  void everyColorOfTextCanBeReadOnItsGround() throws Exception {
    String css = elements(parsed(Html.of(Samples.green())), "style").get(0).getTextContent();
    for (String mode : List.of(css.substring(0, css.indexOf("@media screen")), css.substring(css.indexOf("@media screen"), css.indexOf("box-sizing")))) {
      Map<String, String> colors = Pattern.compile("--([a-z-]+): #([0-9a-f]{6})").matcher(mode).results()
          .collect(Collectors.toMap(color -> color.group(1), color -> color.group(2)));
      for (String text : List.of("ink", "soft", "link", "passed", "broken", "uncovered", "not-exercised")) {
        for (String ground : List.of("page", "card", "code", colors.containsKey(text + "-tint") ? text + "-tint" : "page")) {
          assertThat(contrast(colors.get(text), colors.get(ground))).as(text + " on " + ground + " in " + mode).isGreaterThanOrEqualTo(4.5);
        }
      }
      for (String ground : List.of("broken-tint", "uncovered-tint", "not-exercised-tint")) {
        assertThat(contrast(colors.get("soft"), colors.get(ground))).as("soft on " + ground + " in " + mode).isGreaterThanOrEqualTo(4.5);
      }
    }
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String color) {
    double[] linear = new double[3];
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(color.substring(2 * i, 2 * i + 2), 16) / 255.0;
      linear[i] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  @Test
  void whatIsFoundIsShownAndNotObeyed() throws Exception {
    String html = Html.of(Samples.red());

    assertThat(html).doesNotContain("<script", "<img", "\u0000", "\u001b", "\u202e", "abc.def-GHI").contains("{{ 7 * 7 }}");
    assertThat(parsed(html).getDocumentElement().getTextContent()).contains("<script>alert('x')</script> \"><img src=x onerror=alert(1)>");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void theXmlForCiCountsWhatItHolds(Report report) throws Exception {
    Document xml = parsed(JUnitXml.of(report));

    assertThat(elements(xml, "testsuite")).hasSameSizeAs(report.checks()).allSatisfy(suite -> {
      assertThat(suite.getAttribute("tests")).isEqualTo("" + elements(suite, "testcase").size()).isNotEqualTo("0");
      assertThat(suite.getAttribute("failures")).isEqualTo("" + elements(suite, "failure").size());
      assertThat(suite.getAttribute("skipped")).isEqualTo("" + elements(suite, "skipped").size());
    });
    assertThat(elements(xml, "failure").stream().filter(failure -> failure.getAttribute("type").equals("broken"))).hasSize((int) report.counts().broken());
    assertThat(elements(xml, "failure").stream().filter(failure -> failure.getAttribute("type").equals("uncovered")))
        .hasSize(report.uncoveredIsWarning() ? 0 : (int) report.counts().uncovered());
    assertThat(elements(xml, "skipped")).allSatisfy(skipped -> assertThat(skipped.getAttribute("message")).isNotBlank());
  }

  @Test
  void whatIsUncoveredFailsForCiUnlessItIsAWarning() throws Exception {
    assertThat(elements(parsed(JUnitXml.of(Samples.uncovered(false))), "failure")).singleElement()
        .satisfies(failure -> assertThat(failure.getAttribute("type")).isEqualTo("uncovered"));
    assertThat(elements(parsed(JUnitXml.of(Samples.uncovered(true))), "failure")).isEmpty();
    assertThat(elements(parsed(JUnitXml.of(Samples.uncovered(true))), "system-out")).singleElement()
        .satisfies(warning -> assertThat(warning.getTextContent()).startsWith("warning: document.response.uncovered"));
  }

  @Test
  void theSummaryIsShortAndSaysWhatIsWrong() {
    assertThat(Markdown.of(Samples.green())).hasLineCount(13).startsWith("""
        ## Contract: In agreement

        Document, client and pact agree. **0** broken, **0** uncovered, **3** not exercised.
        """).contains("| not exercised | <code>provider.not-exercised</code> |", "Mutation score: **522/522** caught, **0** false alarms in 90");
    assertThat(Markdown.of(Samples.red())).startsWith("## Contract: Broken\n\n"
        + "Document, client and pact disagree. **9** broken, **2** uncovered, **3** not exercised.")
        .doesNotContain("<script", "<img", "| &#96;a", "abc.def-GHI").contains("&#60;script&#62;").contains("**522/524** caught, **1** false alarms in 91");
    assertThat(Markdown.of(Samples.red()).lines().filter(line -> line.startsWith("| "))).hasSize(15)
        .allSatisfy(line -> assertThat(line.chars().filter(c -> c == '|')).hasSize(6));
    assertThat(Markdown.of(Samples.uncovered(true))).contains("**1** uncovered (a warning in this build)");
  }

  @Test
  void aPartThatIsNotUnderstoodFailsTheBuild(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("parts"));
    for (String content : List.of("", "{}", "[{\"id\": \"A0\"}]", "[{\"id\": \"A0\", \"title\": \"\", \"findings\": []")) {
      Files.writeString(folder.resolve("parts/some.json"), content);

      assertThatThrownBy(() -> ReportListener.write(folder)).as(content).isInstanceOf(RuntimeException.class);
    }
    assertThat(folder.resolve("index.html")).doesNotExist();
  }

  @Test
  void aRunThatLeavesNoPartLeavesNoReport(@TempDir Path folder) throws IOException {
    ReportListener.write(folder);

    assertThat(folder).isEmptyDirectory();
  }

  /** This is a run of unit tests: were it the run that is reported on, these tests would overwrite its report. */
  @Test
  void onlyTheRunThatChecksIsReportedOn() {
    assertThat(System.getProperty("contract.report.write")).isNull();
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  private static List<Element> elements(Document document, String name) {
    return elements(document.getDocumentElement(), name);
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Element byId(Document page, String id) {
    return elements(page, "*").stream().filter(element -> element.getAttribute("id").equals(id)).findFirst().orElse(null);
  }

  private static String text(Document page, String name) {
    return elements(page, name).get(0).getTextContent();
  }
}
