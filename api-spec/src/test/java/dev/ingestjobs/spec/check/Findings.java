package dev.ingestjobs.spec.check;

import dev.ingestjobs.spec.InvalidDocumentException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns what a check found into what a build shows. */
public final class Findings {
  /** Set to {@code warn} while someone works on a change; nothing else is heard. */
  private static final String UNCOVERED = "contract.uncovered";

  private Findings() {}

  /**
   * Fails with all findings, one on a line. A document that cannot be read at all is one finding, too. What could not be tried
   * is printed and does not fail; nor does what is {@linkplain Outcome#UNCOVERED uncovered}, while {@code
   * -Dcontract.uncovered=warn} is set.
   *
   * @param advice what to do about findings of this check, for the line above them
   */
  public static void none(String advice, Supplier<List<Finding>> check) {
    List<Finding> all = of(check);
    List<Finding> findings = all.stream().filter(Findings::fails).toList();
    all.stream().filter(finding -> !fails(finding)).forEach(finding -> System.out.println("[WARNING] " + finding.line()));
    if (!findings.isEmpty()) {
      String lines = findings.stream().map(finding -> "\n  " + finding.line()).collect(Collectors.joining());
      AssertionError failure = new AssertionError(count(findings) + ". " + advice + lines);
      // Where in the tests it was thrown tells nobody anything: what is wrong stands in the document.
      failure.setStackTrace(new StackTraceElement[0]);
      throw failure;
    }
  }

  /** Whether a finding fails the build, as it is run now. */
  public static boolean fails(Finding finding) {
    return switch (finding.code().outcome()) {
      case BROKEN -> true;
      case UNCOVERED -> !System.getProperty(UNCOVERED, "fail").equals("warn");
      case NOT_EXERCISED -> false;
    };
  }

  /** What the check finds, and one finding if the document cannot be read at all. */
  public static List<Finding> of(Supplier<List<Finding>> check) {
    try {
      return check.get();
    } catch (InvalidDocumentException e) {
      return List.of(Finding.of(DocumentLint.Code.UNREADABLE, "#", e.getMessage()));
    }
  }

  private static String count(List<Finding> findings) {
    return findings.size() == 1 ? "1 finding" : findings.size() + " findings";
  }
}
