package dev.ingestjobs.stub;

import com.sun.net.httpserver.HttpExchange;
import dev.ingestjobs.spec.Place;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is sent for one example of the document. Immutable. */
final class Answer {
  /** The headers that announce the end of a version: documented for every response, and sent only once there is an end. */
  private static final Set<String> END_HEADERS = Set.of("deprecation", "sunset");

  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> endHeaders = new LinkedHashMap<>();
  private final byte[] body;

  /** An answer that the document does not know. */
  Answer(int status, String mediaType, byte[] body) {
    this.status = status;
    this.body = body;
    headers.put("Content-Type", mediaType);
  }

  /**
   * @param documentedHeaders the response's headers in the document; those that have an example are sent with it
   */
  Answer(int status, String mediaType, byte[] body, Place documentedHeaders) {
    this(status, mediaType, body);
    documentedHeaders.fields().forEach((name, header) -> {
      Place example = header.example();
      if (example.exists()) {
        boolean end = END_HEADERS.contains(name.toLowerCase(Locale.ROOT));
        (end ? endHeaders : headers).put(name, example.node().asText());
      }
    });
  }

  int status() {
    return status;
  }

  void send(HttpExchange exchange, boolean endAnnounced) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    if (endAnnounced) {
      endHeaders.forEach(exchange.getResponseHeaders()::set);
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
