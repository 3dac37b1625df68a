package dev.ingestjobs.client.feign;

import dev.ingestjobs.client.internal.call.Attempt;
import dev.ingestjobs.client.internal.call.FileCounts;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.model.IngestJob;
import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Bodies of responses, and what becomes of them. */
final class Bodies {
  static final Map<String, Collection<String>> CHUNKED = Map.of("Transfer-Encoding", List.of("chunked"));

  private Bodies() {}

  static Response response(int status, Map<String, Collection<String>> headers, InputStream body) {
    Request request = Request.create(Request.HttpMethod.GET, "http://localhost", Map.of(), null, StandardCharsets.UTF_8, null);
    return Response.builder().status(status).request(request).headers(headers).body(body, null).build();
  }

  /** Decodes what came as a whole. */
  static IngestJob decode(byte[] body) throws IOException {
    return decode(CHUNKED, body);
  }

  static IngestJob decode(String body) throws IOException {
    return decode(body.getBytes(StandardCharsets.UTF_8));
  }

  static IngestJob decode(Map<String, Collection<String>> headers, byte[] body) throws IOException {
    return (IngestJob) new IngestJobsDecoder().decode(response(200, headers, new ByteArrayInputStream(body)), IngestJob.class);
  }

  /** Decodes without files, in an attempt that counts them. */
  static IngestJob decodeWithoutFiles(byte[] body, FileCounts counts) throws IOException {
    return decodeWithoutFiles(new ByteArrayInputStream(body), counts);
  }

  static IngestJob decodeWithoutFiles(InputStream body, FileCounts counts) throws IOException {
    Scope.Hook attempt = new Attempt(Scope.unlimited(new FakeTime()), "token", counts).enter();
    try {
      return (IngestJob) new IngestJobsDecoder().decode(response(200, CHUNKED, body), IngestJob.class);
    } finally {
      attempt.close();
    }
  }

  static Exception error(int status, byte[] body) {
    return new IngestJobsErrorDecoder().decode("get", response(status, CHUNKED, new ByteArrayInputStream(body)));
  }
}
