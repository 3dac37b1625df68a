package dev.ingestjobs.client.feign;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.error.UnexpectedStatusException;
import feign.Response;
import feign.codec.Decoder;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Clock;

/**
 * Decodes the body of a 200, as a stream.
 *
 * <p>Throws {@link UndecodableResponseException} for a body that is not what the document says and {@link
 * UnexpectedStatusException} for another 2xx; Feign wraps both in a {@code DecodeException}. Safe for use by several threads.
 */
public final class IngestJobsDecoder implements Decoder {
  private static final ObjectMapper JSON = JsonMapper.builder()
      // Unknown fields keep their numbers exactly.
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      // {"read": 1, "read": 2} is no job: which one would it be?
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();
  private static final Clock CLOCK = Clock.systemUTC();

  @Override
  public Object decode(Response response, Type type) throws IOException {
    if (response.status() != 200) {
      throw new UnexpectedStatusException(ErrorBody.of(response, CLOCK).withoutEnvelope());
    }
    JavaType javaType = JSON.constructType(type);
    if (response.body() == null) {
      throw new UndecodableResponseException("it is empty", ErrorBody.of(response, CLOCK).withoutEnvelope());
    }
    BeginningInputStream body = new BeginningInputStream(response.body().asInputStream());
    String problem;
    try (body) {
      Object decoded = JSON.readValue(body, javaType);
      if (decoded != null) {
        return decoded;
      }
      problem = "it is null";
    } catch (IOException e) {
      problem = DecodingProblem.describe(e);
    }
    ErrorBody beginning = ErrorBody.of(response, body.beginning(), CLOCK);
    throw new UndecodableResponseException(beginning.scrub(problem), beginning.withoutEnvelope());
  }
}
