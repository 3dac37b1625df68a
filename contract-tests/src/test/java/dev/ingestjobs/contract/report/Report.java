package dev.ingestjobs.contract.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * All that a report says, whatever it is written as. {@code report.json} is this record: a name here is a name there, and {@link
 * #SCHEMA} is raised when one goes or changes its meaning. Everything that comes from elsewhere is one that can be shown: see
 * {@link Words}.
 *
 * @param schema the version of these fields, {@link #SCHEMA}
 * @param verdict what is to be thought of it all
 * @param headline the verdict as a sentence
 * @param uncoveredIsWarning whether what is uncovered does not fail this build
 * @param counts how many findings there are of each outcome
 * @param build what was checked
 * @param checks the checks, in the order of their ids
 * @param rows the request of each operation, each documented response, and the rest of the document
 * @param findings everything found, the worst outcome first, then in the order of the checks
 * @param interactions the interactions of the pact, in its order
 * @param mutation what became of the deliberate breaks; null if that was not run
 */
public record Report(
    int schema, Verdict verdict, String headline, boolean uncoveredIsWarning, Counts counts, Build build, List<Column> checks,
    List<Row> rows, List<Finding> findings, List<Interaction> interactions, Mutation mutation) {
  public static final int SCHEMA = 1;
  static final String REQUEST = "request";

  /** What is to be thought of it all. The first that is true. */
  public enum Verdict {
    BROKEN, UNCOVERED,
    /** Nothing was found, and not every check was run. */
    INCOMPLETE, IN_AGREEMENT;

    public String word() {
      return Report.word(this);
    }

    /** The word as a name in a style sheet. */
    public String css() {
      return word().replace(' ', '-');
    }
  }

  /** What a cell of the matrix says. The first three are the outcomes of findings, the worst one first. */
  public enum State {
    BROKEN, UNCOVERED, NOT_EXERCISED, PASSED,
    /** There is nothing that this check could look at. */
    DOES_NOT_APPLY,
    NOT_RUN;

    public String word() {
      return Report.word(this);
    }

    /** The word as a name in a style sheet. */
    public String css() {
      return word().replace(' ', '-');
    }
  }

  /** How many findings there are of each outcome. */
  public record Counts(long broken, long uncovered, long notExercised) {}

  /**
   * What was checked, and when.
   *
   * @param document the title of the document
   * @param sha256 the hash of the document's bytes, in hexadecimal
   * @param time when the report was written, as RFC 3339 in UTC
   */
  public record Build(String document, String documentVersion, String sha256, String clientVersion, int interactions, String java, String time) {}

  /**
   * A check.
   *
   * @param state the worst of what it found
   * @param hint how to run it, if it was not run; else empty
   */
  public record Column(String id, String title, State state, String hint) {}

  /**
   * A request, a response, or the rest of the document.
   *
   * @param id unique in this report
   * @param operation {@code GET /ingest/jobs/{id}}; empty for the rest of the document
   * @param label {@code request}, a status, a range, or {@code document}
   * @param description the first sentence that the document has for it
   * @param interactions the ids of the interactions that show it
   * @param cells one for each check, in the order of the checks
   */
  public record Row(String id, String operation, String label, String description, List<String> interactions, List<Cell> cells) {
    /** The whole name, as one text. */
    public String name() {
      return operation.isEmpty() ? label : operation + " " + label;
    }

    /** Whether it is a documented response. */
    @JsonIgnore
    public boolean isResponse() {
      return !operation.isEmpty() && !label.equals(REQUEST);
    }
  }

  /**
   * What a check says of a row.
   *
   * @param findings the ids of what it found there
   */
  public record Cell(String check, State state, List<String> findings) {}

  /**
   * Something found.
   *
   * @param id unique in this report
   * @param check the id of the check
   * @param code what kind of thing; it does not change from release to release
   * @param outcome {@code BROKEN}, {@code UNCOVERED} or {@code NOT_EXERCISED}
   * @param place the pointer into the document
   * @param documented the lines of the document around that place; null if it is none of the document's
   * @param interaction the name of the interaction; null where none is concerned
   * @param shown an excerpt of the interaction's request or response; null if the pact has none of that name
   * @param rows the ids of the rows that it belongs to
   */
  public record Finding(String id, String check, String code, State outcome, String message, String place, Excerpt documented,
      String interaction, Excerpt shown, List<String> rows) {}

  /** An interaction of the pact. */
  public record Interaction(String id, String name, Excerpt request, Excerpt response) {}

  /**
   * Some lines of something.
   *
   * @param title what they are lines of
   */
  public record Excerpt(String title, List<Line> lines) {
    /**
     * A line.
     *
     * @param number its number, from 1; 0 stands for lines that are left out
     * @param marked whether it is the one to look at
     */
    public record Line(int number, String text, boolean marked) {}
  }

  /**
   * What became of the deliberate breaks.
   *
   * @param total all of them
   * @param groups the groups of operators, those of the document first
   * @param checks which check caught how many
   */
  public record Mutation(Score total, List<Group> groups, List<Catch> checks) {}

  /**
   * How many breaks of a group ended in each of four ways.
   *
   * @param kind {@code document} or {@code response}
   */
  public record Group(String kind, String name, Score score) {}

  /**
   * How many breaks ended in each of four ways.
   *
   * @param caught noticed, as they must be
   * @param tolerated not noticed, as they must not be
   * @param escaped not noticed, though they must be
   * @param falseAlarms noticed, though they must not be
   */
  public record Score(long caught, long tolerated, long escaped, long falseAlarms) {
    public long all() {
      return caught + tolerated + escaped + falseAlarms;
    }
  }

  /**
   * What a check caught.
   *
   * @param document of the document's breaks
   * @param pact of the pact's breaks
   * @param response of the responses' breaks
   * @param alone how many of all three no other check caught. B2, C and C+ are asked only of what no other has noticed
   */
  public record Catch(String check, String title, long document, long pact, long response, long alone) {}

  /** The ids of the checks that were not run, as a sentence, or nothing. None of them has passed. */
  String notRun() {
    String ids = checks.stream().filter(check -> check.state == State.NOT_RUN).map(Column::id).collect(Collectors.joining(", "));
    return ids.isEmpty() ? "" : "Not run: " + ids + ".";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
