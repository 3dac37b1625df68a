package dev.ingestjobs.client.internal.token;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Small JSON that others wrote. */
final class Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  private Json() {}

  /**
   * A tree that has a field or has it not, whatever it is.
   *
   * @throws IOException if it is no JSON; its message repeats what is there, so nobody is to see it
   */
  static JsonNode read(byte[] json) throws IOException {
    try {
      return MAPPER.readTree(json);
    } catch (StackOverflowError e) {
      // A Jackson before 2.15 has no limit of its own for what is nested.
      throw new IOException("it is nested too deeply", e);
    }
  }
}
