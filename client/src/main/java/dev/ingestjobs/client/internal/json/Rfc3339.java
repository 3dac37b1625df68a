package dev.ingestjobs.client.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Date-times as RFC 3339 has them, in every legal form: {@code T}, {@code t} or a space between date and time, {@code Z},
 * {@code z} or an offset of up to 23:59, a fraction of any length, a leap second.
 *
 * <p>By hand, because {@code DateTimeFormatter} refuses some of these and is most of the cost of decoding a small job.
 */
public final class Rfc3339 {
  private static final int MAX_ZONE_OFFSET_MINUTES = 18 * 60;

  private Rfc3339() {}

  /**
   * Parses a date-time. The offset is kept, but for one beyond ±18:00, which {@link ZoneOffset} cannot hold: it becomes UTC.
   * Digits beyond the nanosecond are cut off; a leap second is read as the second before it, as {@code java.time} does.
   *
   * @throws DateTimeException if the text is no RFC 3339 date-time
   */
  public static OffsetDateTime parse(String text) {
    Cursor in = new Cursor(text);
    int year = in.digits(4);
    in.expect('-', '-', '-');
    int month = in.digits(2);
    in.expect('-', '-', '-');
    int day = in.digits(2);
    in.expect('T', 't', ' ');
    int hour = in.digits(2);
    in.expect(':', ':', ':');
    int minute = in.digits(2);
    in.expect(':', ':', ':');
    int second = in.digits(2);
    int nano = in.fraction();
    int offsetMinutes = in.offsetMinutes();
    in.end();

    LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second == 60 ? 59 : second, nano);
    if (second == 60) {
      LocalDateTime utc = local.minusMinutes(offsetMinutes);
      if (utc.getHour() != 23 || utc.getMinute() != 59) {
        throw new DateTimeException("a leap second stands at 23:59:60 UTC");
      }
    }
    int utcYear = local.minusMinutes(offsetMinutes).getYear();
    if (utcYear < 0 || utcYear > 9999) {
      throw new DateTimeException("the year is not between 0000 and 9999 in UTC");
    }
    if (Math.abs(offsetMinutes) > MAX_ZONE_OFFSET_MINUTES) {
      return local.minusMinutes(offsetMinutes).atOffset(ZoneOffset.UTC);
    }
    return local.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
  }

  /** Reads a text; anything else, also a number of seconds, is an error. */
  public static final class Deserializer extends StdScalarDeserializer<OffsetDateTime> {
    private static final long serialVersionUID = 1L;

    public Deserializer() {
      super(OffsetDateTime.class);
    }

    @Override
    public OffsetDateTime deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      Strict.expect(JsonToken.VALUE_STRING, parser, context, "an RFC 3339 date-time");
      try {
        return parse(parser.getText());
      } catch (DateTimeException e) {
        return (OffsetDateTime) context.handleWeirdStringValue(
            OffsetDateTime.class, parser.getText(), "this must be an RFC 3339 date-time: %s", e.getMessage());
      }
    }
  }

  /** Writes a text that {@link Deserializer} reads as an equal value. */
  public static final class Serializer extends StdScalarSerializer<OffsetDateTime> {
    private static final long serialVersionUID = 1L;

    public Serializer() {
      super(OffsetDateTime.class);
    }

    @Override
    public void serialize(OffsetDateTime value, JsonGenerator out, SerializerProvider provider) throws IOException {
      // In UTC with three digits or none, as the API writes it.
      boolean utc = value.getOffset().equals(ZoneOffset.UTC);
      out.writeString((utc ? DateTimeFormatter.ISO_INSTANT : DateTimeFormatter.ISO_OFFSET_DATE_TIME).format(value));
    }
  }

  private static final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
      this.text = text;
    }

    private char next() {
      return at < text.length() ? text.charAt(at++) : '\0';
    }

    private boolean atDigit() {
      return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    int digits(int count) {
      int value = 0;
      for (int i = 0; i < count; i++) {
        if (!atDigit()) {
          throw new DateTimeException("a digit is missing at character " + (at + 1));
        }
        value = value * 10 + (next() - '0');
      }
      return value;
    }

    void expect(char one, char two, char three) {
      int position = at + 1;
      char c = next();
      if (c != one && c != two && c != three) {
        throw new DateTimeException("a '" + one + "' is missing at character " + position);
      }
    }

    int fraction() {
      if (at >= text.length() || text.charAt(at) != '.') {
        return 0;
      }
      at++;
      int nano = digits(1) * 100_000_000;
      for (int scale = 10_000_000; atDigit(); scale /= 10) {
        nano += (next() - '0') * scale;
      }
      return nano;
    }

    int offsetMinutes() {
      char sign = next();
      if (sign == 'Z' || sign == 'z') {
        return 0;
      }
      if (sign != '+' && sign != '-') {
        throw new DateTimeException("the offset, Z or +hh:mm, is missing");
      }
      int hours = digits(2);
      expect(':', ':', ':');
      int minutes = digits(2);
      if (hours > 23 || minutes > 59) {
        throw new DateTimeException("the offset is out of range");
      }
      return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    void end() {
      if (at != text.length()) {
        throw new DateTimeException("something follows the offset");
      }
    }
  }
}
