package dev.ingestjobs.contract.report;

import java.util.regex.Pattern;

/** Makes text that came from anywhere one that every kind of report can hold. What it means there, its own escaping says. */
final class Words {
  /** What XML forbids, what no encoding has, and what makes a page show text in another order than it stands there. */
  private static final Pattern UNSHOWABLE = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]|[\\uD800-\\uDFFF\\uFFFE\\uFFFF\\u202A-\\u202E\\u2066-\\u2069]");
  private static final Pattern BEARER = Pattern.compile("(?i)\\b(Bearer) +[A-Za-z0-9._~+/=-]+");

  private Words() {}

  /** The text without what cannot be shown, which is spelled out, and without anything that could be somebody's token. */
  static String shown(String text) {
    String tokenless = BEARER.matcher(text).replaceAll("$1 …");
    return UNSHOWABLE.matcher(tokenless).replaceAll(match -> String.format("\\\\u%04X", (int) match.group().charAt(0)));
  }
}
