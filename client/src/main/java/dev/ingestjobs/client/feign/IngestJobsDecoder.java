package dev.ingestjobs.client.feign;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.error.UnexpectedStatusException;
import dev.ingestjobs.client.internal.call.Attempt;
import dev.ingestjobs.client.internal.call.FileCounts;
import dev.ingestjobs.client.model.IngestTable;
import feign.Response;
import feign.codec.Decoder;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Clock;

/**
 * Decodes the body of a 200, as a stream.
 *
 * <p>Within a call of {@code IngestJobsClient} that wants no files it counts them and keeps none, so that memory does not grow
 * with their number. What stands in a file is then not looked at, but for being JSON.
 *
 * <p>Throws {@link UndecodableResponseException} for a body that is not what the document says and {@link
 * UnexpectedStatusException} for another 2xx; Feign wraps both in a {@code DecodeException}. A body that did not arrive as a
 * whole is an {@code IOException}. Safe for use by several threads.
 */
public final class IngestJobsDecoder implements Decoder {
  private static final ObjectMapper JSON = JsonMapper.builder()
      // Unknown fields keep their numbers exactly.
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      // {"read": 1, "read": 2} is no job: which one would it be?
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();
  private static final ObjectMapper WITHOUT_FILES = JSON.copy().addMixIn(IngestTable.Builder.class, CountedFiles.OnBuilder.class);
  private static final Clock CLOCK = Clock.systemUTC();

  @Override
  public Object decode(Response response, Type type) throws IOException {
    if (response.status() != 200) {
      throw new UnexpectedStatusException(ErrorBody.of(response, CLOCK).withoutEnvelope());
    }
    Attempt attempt = Attempt.current();
    ObjectReader reader = attempt == null || attempt.countFilesIn() == null
        ? JSON.readerFor(JSON.constructType(type))
        : WITHOUT_FILES.readerFor(JSON.constructType(type)).withAttribute(FileCounts.class, attempt.countFilesIn());
    if (response.body() == null) {
      throw new UndecodableResponseException("it is empty", ErrorBody.of(response, CLOCK).withoutEnvelope());
    }
    BeginningInputStream body = new BeginningInputStream(response.body().asInputStream());
    String problem;
    try (body) {
      Object decoded = reader.readValue(body);
      if (decoded != null) {
        return decoded;
      }
      problem = "it is null";
    } catch (IOException e) {
      problem = DecodingProblem.describe(e);
      if (body.isAtEnd() && endsWithItsConnection(response) && DecodingProblem.isEndOfBody(e)) {
        throw new EOFException("the body broke off: its JSON is not at its end, and no header says where that is");
      }
    } catch (StackOverflowError e) {
      problem = DecodingProblem.TOO_DEEP;
    }
    ErrorBody beginning = ErrorBody.of(response, body.beginning(), CLOCK);
    throw new UndecodableResponseException(beginning.scrub(problem), beginning.withoutEnvelope());
  }

  /** Then there is no telling whether it arrived as a whole, but by what it is. */
  private static boolean endsWithItsConnection(Response response) {
    return !response.headers().containsKey("Content-Length") && !response.headers().containsKey("Transfer-Encoding");
  }
}
