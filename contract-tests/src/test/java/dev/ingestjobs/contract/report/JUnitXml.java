package dev.ingestjobs.contract.report;

import dev.ingestjobs.contract.report.Report.Cell;
import dev.ingestjobs.contract.report.Report.Column;
import dev.ingestjobs.contract.report.Report.Finding;
import dev.ingestjobs.contract.report.Report.Row;
import dev.ingestjobs.contract.report.Report.State;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report for CI, as JUnit's XML: a suite for each check; in it a case for each finding, and one for each row without. What could
 * not be tried, or was not run, is skipped, with the reason; what does not apply is no case.
 */
final class JUnitXml {
  private final Report report;
  private final XMLStreamWriter xml;

  private JUnitXml(Report report, XMLStreamWriter xml) {
    this.report = report;
    this.xml = xml;
  }

  static String of(Report report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new JUnitXml(report, xml).write();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.append('\n').toString();
  }

  private void write() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    begin("testsuites", "name", "contract");
    for (Column check : report.checks()) {
      suite(check);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(Column check) throws XMLStreamException {
    List<Finding> findings = report.findings().stream().filter(finding -> finding.check().equals(check.id())).toList();
    List<Row> clean = report.rows().stream().filter(row -> List.of(State.PASSED, State.UNCOVERED, State.NOT_RUN).contains(cell(check, row).state())
        && findings.stream().noneMatch(finding -> finding.rows().contains(row.id()))).toList();
    long failures = findings.stream().filter(this::fails).count();
    long skipped = findings.stream().filter(finding -> finding.outcome() == State.NOT_EXERCISED).count()
        + clean.stream().filter(row -> cell(check, row).state() != State.PASSED).count();
    begin("testsuite", "name", check.id() + ": " + check.title(), "tests", "" + (findings.size() + clean.size()),
        "failures", "" + failures, "errors", "0", "skipped", "" + skipped, "timestamp", report.build().time());
    for (Row row : clean) {
      begin("testcase", "classname", "contract." + check.id(), "name", row.name());
      switch (cell(check, row).state()) {
        case NOT_RUN -> empty("skipped", "message", "not run: " + check.hint());
        case UNCOVERED -> empty("skipped", "message", "uncovered: no interaction shows this response");
        default -> { }
      }
      xml.writeEndElement();
    }
    for (Finding finding : findings) {
      begin("testcase", "classname", "contract." + check.id(),
          "name", finding.code() + " " + finding.place() + (finding.interaction() == null ? "" : " [" + finding.interaction() + "]"));
      if (finding.outcome() == State.NOT_EXERCISED) {
        empty("skipped", "message", finding.message());
      } else if (fails(finding)) {
        begin("failure", "type", finding.outcome().word(), "message", finding.message());
        xml.writeCharacters(line(finding));
        xml.writeEndElement();
      } else {
        xml.writeStartElement("system-out");
        xml.writeCharacters("warning: " + line(finding));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private boolean fails(Finding finding) {
    return finding.outcome() == State.BROKEN || finding.outcome() == State.UNCOVERED && !report.uncoveredIsWarning();
  }

  private static String line(Finding finding) {
    return finding.code() + "  " + finding.place() + (finding.interaction() == null ? "" : "  [" + finding.interaction() + "]") + ": " + finding.message();
  }

  private static Cell cell(Column check, Row row) {
    return row.cells().stream().filter(cell -> cell.check().equals(check.id())).findFirst().orElseThrow();
  }

  private void begin(String element, String... attributes) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
    attributes(attributes);
  }

  private void empty(String element, String... attributes) throws XMLStreamException {
    xml.writeEmptyElement(element);
    attributes(attributes);
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }
}
