package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;

/** Sends the requests of a pact to a provider, as they stand there, and sees each response as it was sent. */
final class ProviderClient {
  private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private ProviderClient() {}

  static HttpResponse send(URI baseUrl, HttpRequest request) throws IOException {
    java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(baseUrl + request.getPath() + query(request)))
        .method(request.getMethod(), BodyPublishers.noBody())
        .timeout(TIMEOUT);
    request.getHeaders().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    try {
      java.net.http.HttpResponse<byte[]> response = HTTP.send(builder.build(), BodyHandlers.ofByteArray());
      return new HttpResponse(response.statusCode(), response.headers().map(), body(response));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Without its content type, Pact would look for one in the bytes, for longer than everything else takes. */
  private static OptionalBody body(java.net.http.HttpResponse<byte[]> response) {
    return response.headers().firstValue("Content-Type").map(ContentType::fromString)
        .map(contentType -> OptionalBody.body(response.body(), contentType)).orElseGet(() -> OptionalBody.body(response.body()));
  }

  private static String query(HttpRequest request) {
    return request.getQuery().entrySet().stream()
        .flatMap(parameter -> parameter.getValue().stream().map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
        .collect(Collectors.joining("&", request.getQuery().isEmpty() ? "" : "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
