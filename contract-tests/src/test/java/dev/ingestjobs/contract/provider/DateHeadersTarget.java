package dev.ingestjobs.contract.provider;

import au.com.dius.pact.provider.ProviderResponse;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import dev.ingestjobs.contract.Contract;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A target whose date headers are whole. Pact JVM splits a response's headers at their commas, but for a few that it knows, so
 * that of {@code Sunset: Mon, 1 Sep 2025 23:59:59 GMT} it would compare a Monday with a date (pact-jvm issue 1288).
 */
final class DateHeadersTarget extends HttpTestTarget {
  DateHeadersTarget(URI baseUrl) {
    super(baseUrl.getHost(), baseUrl.getPort(), baseUrl.getPath());
  }

  @Override
  public ProviderResponse executeInteraction(Object client, Object request) {
    ProviderResponse response = super.executeInteraction(client, request);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    response.getHeaders().forEach((name, values) -> {
      String joined = String.join(", ", values);
      headers.put(name, joined.matches(Contract.HTTP_DATE) ? List.of(joined) : values);
    });
    return new ProviderResponse(response.getStatusCode(), headers, response.getContentType(), response.getBody());
  }
}
