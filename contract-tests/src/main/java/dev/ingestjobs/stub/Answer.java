package dev.ingestjobs.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is sent for one example of the document. Immutable.
 *
 * @param example the example's name, or {@code ""} if the document does not know the answer
 * @param headers by name, whatever its case
 * @param endHeaders are sent as well once the end of the version is announced
 * @param value the body
 */
record Answer(
    String example, int status, Map<String, String> headers, Map<String, String> endHeaders, JsonNode value, CutOff cutOff) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Answer {
    headers = sorted(headers);
    endHeaders = sorted(endHeaders);
  }

  /** What the stub answers when it fails itself. */
  static Answer fault(String message) {
    JsonNode envelope = JsonNodeFactory.instance.objectNode().put("status", 500).put("message", message);
    return new Answer("", 500, Map.of("Content-Type", "application/json"), Map.of(), envelope, CutOff.NOWHERE);
  }

  /** The same with {@code to} wherever the body has {@code from} as a text. */
  Answer replacing(String from, String to) {
    return new Answer(example, status, headers, endHeaders, replaced(value, from, to), cutOff);
  }

  /** The same with a header of this value, whether or not the end of the version is announced. */
  Answer with(String header, String text) {
    Map<String, String> changed = sorted(headers);
    changed.put(header, text);
    return new Answer(example, status, changed, without(header).endHeaders, value, cutOff);
  }

  /** The same without a header. */
  Answer without(String header) {
    Map<String, String> changed = sorted(headers);
    changed.remove(header);
    Map<String, String> changedEnd = sorted(endHeaders);
    changedEnd.remove(header);
    return new Answer(example, status, changed, changedEnd, value, cutOff);
  }

  Answer with(CutOff place) {
    return new Answer(example, status, headers, endHeaders, value, place);
  }

  /** The body as it is sent. */
  byte[] body() {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends it, or as much of it as is to be sent: who closes the exchange then closes the connection. */
  void send(HttpExchange exchange, boolean endAnnounced) throws IOException {
    if (cutOff == CutOff.BEFORE_THE_HEAD) {
      return;
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    if (endAnnounced) {
      endHeaders.forEach(exchange.getResponseHeaders()::set);
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    byte[] body = body();
    exchange.sendResponseHeaders(status, body.length);
    if (cutOff == CutOff.WITHIN_THE_BODY) {
      exchange.getResponseBody().write(body, 0, body.length / 2);
      // Newer JDKs keep even the head until then.
      exchange.getResponseBody().flush();
    } else {
      exchange.getResponseBody().write(body);
    }
  }

  private static Map<String, String> sorted(Map<String, String> headers) {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    return sorted;
  }

  private static JsonNode replaced(JsonNode node, String from, String to) {
    if (node.isTextual()) {
      return node.textValue().equals(from) ? TextNode.valueOf(to) : node;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(field -> object.set(field.getKey(), replaced(field.getValue(), from, to)));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(replaced(element, from, to)));
      return array;
    }
    return node;
  }
}
