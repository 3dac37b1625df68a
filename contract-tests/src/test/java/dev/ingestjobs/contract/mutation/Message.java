package dev.ingestjobs.contract.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Edit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Writes an HTTP response, byte by byte, as an operator wants it: the body as JSON becomes text, which {@code body} edits; that
 * becomes bytes as {@code sent} says; and {@code message} edits all that is sent.
 */
final class Message {
  /** In which each byte is a character, and each character a byte. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private Message() {}

  /**
   * The bytes of a response.
   *
   * @param response {@code {status, headers, body}}; a header may have several values
   * @param changes the operator's
   */
  static byte[] of(JsonNode response, Place changes) {
    Place sent = changes.get("sent");
    String json = response.path("body").isMissingNode() ? "" : response.path("body").toString();
    byte[] body = bytes(Edit.of(changes.get("body")).applyTo(json), sent);
    String head = "HTTP/1.1 " + response.path("status").asInt() + " \r\n" + headers(response.path("headers"), sent, body.length) + "\r\n";
    String message = head + new String(body, 0, (int) (body.length * sent.get("part").node().asDouble(1)), BYTES);
    return Edit.of(changes.get("message")).applyTo(message).getBytes(BYTES);
  }

  private static byte[] bytes(String text, Place sent) {
    Charset charset = sent.get("charset").exists() ? Charset.forName(sent.get("charset").text()) : StandardCharsets.UTF_8;
    byte[] bytes = (sent.get("before").text() + text + sent.get("after").text()).getBytes(charset);
    if (sent.get("zipped").node().asBoolean()) {
      bytes = zipped(bytes);
    }
    return sent.get("chunked").node().asBoolean() ? chunked(bytes) : bytes;
  }

  private static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private static byte[] chunked(byte[] bytes) {
    int half = bytes.length / 2;
    return (chunk(Arrays.copyOf(bytes, half)) + chunk(Arrays.copyOfRange(bytes, half, bytes.length)) + chunk(new byte[0])).getBytes(BYTES);
  }

  private static String chunk(byte[] bytes) {
    return Integer.toHexString(bytes.length).toUpperCase(Locale.ROOT) + "\r\n" + new String(bytes, BYTES) + "\r\n";
  }

  private static String headers(JsonNode headers, Place sent, int length) {
    StringBuilder text = new StringBuilder();
    headers.properties().forEach(header -> (header.getValue().isArray() ? header.getValue() : Arrays.asList(header.getValue()))
        .forEach(value -> text.append(header.getKey()).append(": ").append(value.asText()).append("\r\n")));
    if (sent.get("chunked").node().asBoolean()) {
      text.append("Transfer-Encoding: chunked\r\n");
    } else if (!headers.has("Content-Length")) {
      text.append("Content-Length: ").append(length).append("\r\n");
    }
    return text.append("Connection: close\r\n").toString();
  }
}
