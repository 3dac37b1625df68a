package dev.ingestjobs.cli.output;

/** Makes text from elsewhere safe to show: a terminal obeys control characters, and people misread invisible ones. */
public final class Printable {
  private Printable() {}

  /** The text with every control, invisible or broken character written out, as <code>&#92;u{1b}</code>. */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      if (isVisible(c)) {
        printable.appendCodePoint(c);
      } else {
        printable.append(String.format("\\u{%x}", c));
      }
    });
    return printable.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
