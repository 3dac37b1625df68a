package dev.ingestjobs.contract.report;

import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.contract.report.Report.Excerpt;
import dev.ingestjobs.contract.report.Report.Excerpt.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A request or a response of an interaction, as it goes over the wire, with the line that a finding speaks of. */
final class Shown {
  private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  /** As findings write it: {@code $.tables[0].read}, {@code $.tables[].read}. */
  private static final Pattern PATH = Pattern.compile("\\$(?:\\.[\\w-]+|\\[[0-9*]*])+");
  private static final int AROUND = 4;
  private static final int SHORT = 12;
  private static final int LONG = 60;

  private final String title;
  private final List<String> lines = new ArrayList<>();
  private int body;

  private Shown(String title) {
    this.title = title;
  }

  static Shown request(SynchronousHttp interaction) {
    HttpRequest request = interaction.getRequest();
    Shown shown = new Shown("its request");
    String query = request.getQuery().entrySet().stream()
        .flatMap(parameter -> parameter.getValue().stream().map(value -> parameter.getKey() + "=" + value))
        .collect(Collectors.joining("&", request.getQuery().isEmpty() ? "" : "?", ""));
    return shown.message(request.getMethod() + " " + request.getPath() + query, request.getHeaders(), request.getBody());
  }

  static Shown response(SynchronousHttp interaction) {
    HttpResponse response = interaction.getResponse();
    return new Shown("its response").message("HTTP " + response.getStatus(), response.getHeaders(), response.getBody());
  }

  private Shown message(String first, Map<String, List<String>> headers, OptionalBody content) {
    lines.add(first);
    headers.forEach((name, values) -> values.forEach(value -> lines.add(name + ": " + value)));
    body = lines.size();
    if (content.isPresent()) {
      lines.add("");
      body++;
      pretty(content.valueAsString()).lines().forEach(lines::add);
    }
    lines.replaceAll(Words::shown);
    return this;
  }

  private static String pretty(String text) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /** All of it, up to a length that a person may still look at. */
  Excerpt whole() {
    List<Line> whole = numbered(0, Math.min(lines.size(), LONG), -1);
    return new Excerpt(title, lines.size() <= LONG ? whole : with(whole, omitted(lines.size() - LONG)));
  }

  /** The first line, and those around the one that the message speaks of. */
  Excerpt about(String message) {
    int marked = spokenOf(message);
    if (lines.size() <= SHORT) {
      return new Excerpt(title, numbered(0, lines.size(), marked));
    }
    int from = marked <= AROUND + 1 ? 0 : marked - AROUND;
    int to = from == 0 ? SHORT : Math.min(lines.size(), marked + AROUND + 1);
    List<Line> excerpt = new ArrayList<>();
    if (from > 0) {
      excerpt.addAll(numbered(0, 1, marked));
      excerpt.add(omitted(from - 1));
    }
    excerpt.addAll(numbered(from, to, marked));
    return new Excerpt(title, to == lines.size() ? excerpt : with(excerpt, omitted(lines.size() - to)));
  }

  private List<Line> numbered(int from, int to, int marked) {
    List<Line> numbered = new ArrayList<>();
    for (int at = from; at < to; at++) {
      numbered.add(new Line(at + 1, lines.get(at), at == marked));
    }
    return numbered;
  }

  private static Line omitted(int count) {
    return new Line(0, "… " + (count == 1 ? "1 line" : count + " lines"), false);
  }

  private static List<Line> with(List<Line> lines, Line last) {
    List<Line> all = new ArrayList<>(lines);
    all.add(last);
    return all;
  }

  /** The index of the line, or -1 if the message speaks of none that is there. */
  private int spokenOf(String message) {
    Matcher path = PATH.matcher(message);
    while (path.find()) {
      int line = lineOf(path.group());
      if (line >= 0) {
        return line;
      }
    }
    for (int at = 1; at < body; at++) {
      String header = lines.get(at).replaceFirst(":.*", "");
      if (Pattern.compile("(?i)(?<![\\w-])" + Pattern.quote(header) + "(?![\\w-])").matcher(message).find() && !header.isEmpty()) {
        return at;
      }
    }
    return -1;
  }

  /** Where in the printed body a path leads. A path that names no index means the first. */
  private int lineOf(String path) {
    String pointer = path.substring(1).replaceAll("\\[\\*?]", "[0]").replaceAll("\\[([0-9]+)]", "/$1").replace('.', '/');
    String text = String.join("\n", lines.subList(body, lines.size()));
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (parser.getParsingContext().pathAsPointer().toString().equals(pointer)) {
          return body + parser.currentTokenLocation().getLineNr() - 1;
        }
      }
    } catch (JsonProcessingException e) {
      // The body is no JSON, or has been cleaned of a token: there is no line to show.
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return -1;
  }
}
