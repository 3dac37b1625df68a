package dev.ingestjobs.client.internal;

/** What a server wrote must not look like another line of a log, nor fill it. */
public final class OneLine {
  private static final int MAX_CHARS = 500;

  private OneLine() {}

  /** The text without control characters and line breaks, and cut off if it is long. */
  public static String of(String text) {
    String line = text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
  }
}
