package dev.ingestjobs.cli.output;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How counts, times and names look to people. */
public final class Text {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT);

  private Text() {}

  /** For example {@code 1,204,332}. */
  public static String count(Number count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A number and what is counted, for example {@code 1 table}. */
  public static String counted(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** For example {@code 2m 41s}, {@code 5h 12m 39s} or, where whole seconds would say little, {@code 3.2s} and {@code 41ms}. */
  public static String duration(Duration duration) {
    if (duration.isNegative()) {
      return "-" + duration(duration.negated());
    }
    long seconds = duration.toSeconds();
    if (seconds == 0 && !duration.isZero()) {
      return duration.toMillis() + "ms";
    }
    if (seconds < 10 && duration.toMillisPart() >= 100) {
      return seconds + "." + duration.toMillisPart() / 100 + "s";
    }
    StringBuilder text = new StringBuilder();
    if (seconds >= 3600) {
      text.append(String.format(Locale.ROOT, "%,dh ", seconds / 3600));
    }
    if (seconds >= 60) {
      text.append(seconds / 60 % 60).append("m ");
    }
    return text.append(seconds % 60).append('s').toString();
  }

  /** To the second, in UTC. */
  public static String moment(OffsetDateTime moment) {
    return MOMENT.format(moment.withOffsetSameInstant(ZoneOffset.UTC));
  }

  /** How many columns a terminal gives the text. */
  static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  /** The beginning of the text, with an ellipsis if there is more. */
  static String shortened(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder begin = new StringBuilder();
    int room = columns - 1;
    for (int c : text.codePoints().toArray()) {
      room -= width(c);
      if (room < 0) {
        break;
      }
      begin.appendCodePoint(c);
    }
    return begin.append('…').toString();
  }

  private static int width(int c) {
    if (Character.getType(c) == Character.NON_SPACING_MARK || Character.getType(c) == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  /** The blocks of East Asian scripts and of pictures, which take two columns. */
  private static boolean isWide(int c) {
    return c >= 0x1100 && c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf || c >= 0xac00 && c <= 0xd7a3 || c >= 0xf900 && c <= 0xfaff
        || c >= 0xfe30 && c <= 0xfe6f || c >= 0xff00 && c <= 0xff60 || c >= 0xffe0 && c <= 0xffe6
        || c >= 0x1f300 && c <= 0x1faff || c >= 0x20000 && c <= 0x3fffd;
  }
}
