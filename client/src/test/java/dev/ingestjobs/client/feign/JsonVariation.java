package dev.ingestjobs.client.feign;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The same JSON in other words, and JSON that was damaged. */
final class JsonVariation {
  static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t", "\r\n  ");
  private static final List<String> OTHER_VALUES =
      List.of("null", "true", "12", "-0", "1.5", "1e9", "\"x\"", "\"\"", "[]", "{}", "[null]", "{\"a\":1}", "99999999999999999999");
  private static final Pattern SCALAR = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|-?[0-9][0-9.eE+-]*|true|false|null");

  private final Random random;

  JsonVariation(long seed) {
    this.random = new Random(seed);
  }

  byte[] inOtherWords(Object value) throws IOException {
    StringBuilder out = new StringBuilder();
    write(JSON.readValue(JSON.writeValueAsString(value), Object.class), out);
    return out.append(space()).toString().getBytes(StandardCharsets.UTF_8);
  }

  private String space() {
    return SPACES.get(random.nextInt(SPACES.size()));
  }

  private void write(Object value, StringBuilder out) {
    out.append(space());
    if (value instanceof Map<?, ?> map) {
      List<Map.Entry<?, ?>> fields = new ArrayList<>(map.entrySet());
      Collections.shuffle(fields, random);
      out.append('{');
      for (int i = 0; i < fields.size(); i++) {
        out.append(i == 0 ? "" : ",").append(space());
        write((String) fields.get(i).getKey(), out);
        out.append(space()).append(':');
        write(fields.get(i).getValue(), out);
      }
      out.append(space()).append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (int i = 0; i < list.size(); i++) {
        out.append(i == 0 ? "" : ",");
        write(list.get(i), out);
      }
      out.append(space()).append(']');
    } else if (value instanceof String text) {
      write(text, out);
    } else {
      out.append(value);
    }
    out.append(space());
  }

  private void write(String text, StringBuilder out) {
    out.append('"');
    for (char c : text.toCharArray()) {
      boolean must = c < ' ' || c == '"' || c == '\\';
      int how = random.nextInt(8);
      int shortForm = "\"\\/\b\f\n\r\t".indexOf(c);
      if (shortForm >= 0 && how < 4) {
        out.append('\\').append("\"\\/bfnrt".charAt(shortForm));
      } else if (must || how == 7 && !Character.isSurrogate(c)) {
        out.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** One to three times damaged, in any of several ways. */
  byte[] damaged(byte[] json) {
    // One character a byte.
    StringBuilder body = new StringBuilder(new String(json, StandardCharsets.ISO_8859_1));
    for (int times = random.nextInt(3); times >= 0 && body.length() > 0; times--) {
      int at = random.nextInt(body.length());
      switch (random.nextInt(5)) {
        case 0 -> body.setCharAt(at, (char) random.nextInt(256));
        case 1 -> body.delete(at, Math.min(body.length(), at + 1 + random.nextInt(8)));
        case 2 -> body.insert(at, random.nextBoolean() ? "" + (char) random.nextInt(256) : "" + "{}[],:\"\\-e".charAt(random.nextInt(10)));
        case 3 -> body.setLength(at);
        default -> otherValue(body);
      }
    }
    return body.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void otherValue(StringBuilder body) {
    List<MatchResult> scalars = SCALAR.matcher(body.toString()).results().toList();
    if (!scalars.isEmpty()) {
      MatchResult scalar = scalars.get(random.nextInt(scalars.size()));
      body.replace(scalar.start(), scalar.end(), OTHER_VALUES.get(random.nextInt(OTHER_VALUES.size())));
    }
  }
}
