package dev.ingestjobs.contract.report;

import dev.ingestjobs.contract.report.Report.Finding;
import dev.ingestjobs.contract.report.Report.Score;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report for a pull request, short, in GitHub's Markdown. */
final class Markdown {
  private static final int MOST = 25;

  private Markdown() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    text.append("## Contract: ").append(capital(report.verdict().word())).append("\n\n")
        .append(report.headline()).append(" **").append(report.counts().broken()).append("** broken, **")
        .append(report.counts().uncovered()).append("** uncovered").append(report.uncoveredIsWarning() ? " (a warning in this build)" : "").append(", **")
        .append(report.counts().notExercised()).append("** not exercised.\n\n");
    if (!report.findings().isEmpty()) {
      text.append("| | code | place | interaction | |\n|---|---|---|---|---|\n");
      report.findings().stream().limit(MOST).forEach(finding -> text.append(row(finding)));
      if (report.findings().size() > MOST) {
        text.append("\nand ").append(report.findings().size() - MOST).append(" more, in the report.\n");
      }
      text.append('\n');
    }
    text.append(mutation(report));
    text.append(report.notRun().isEmpty() ? "" : plain(report.notRun()) + " ");
    return text.append(report.build().interactions()).append(" interactions, document ").append(plain(report.build().documentVersion()))
        .append(" (`").append(report.build().sha256(), 0, 12).append("`), client ").append(plain(report.build().clientVersion()))
        .append(", JDK ").append(plain(report.build().java())).append(".\n").toString();
  }

  private static String mutation(Report report) {
    if (report.mutation() == null) {
      return "";
    }
    Score score = report.mutation().total();
    return "Mutation score: **" + score.caught() + "/" + (score.caught() + score.escaped()) + "** caught, **" + score.falseAlarms()
        + "** false alarms in " + (score.tolerated() + score.falseAlarms()) + " that must be tolerated.\n\n";
  }

  private static String row(Finding finding) {
    return "| " + finding.outcome().word() + " | " + code(finding.code()) + " | " + code(finding.place()) + " | "
        + (finding.interaction() == null ? "" : plain(finding.interaction())) + " | " + plain(finding.message()) + " |\n";
  }

  private static String code(String text) {
    return "<code>" + plain(text) + "</code>";
  }

  /** Text that means nothing but itself: every sign that Markdown or HTML could take for more is written as its number. */
  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").codePoints()
        .mapToObj(c -> c < 128 && !Character.isLetterOrDigit(c) && " .,;:()/-'\"%=+?{}".indexOf(c) < 0 ? "&#" + c + ";" : Character.toString(c))
        .collect(Collectors.joining());
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
