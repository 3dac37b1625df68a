package dev.ingestjobs.contract.provider;

import au.com.dius.pact.provider.ProviderResponse;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import dev.ingestjobs.contract.Contract;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/**
 * A target that sees each response as it was sent, which Pact's own does not:
 *
 * <ul>
 *   <li>it splits headers at their commas, but for a few that it knows, and then compares the Monday of {@code Sunset: Mon, 1
 *       Sep 2025 23:59:59 GMT} with a date (pact-jvm issue 1288);
 *   <li>its HTTP client repeats a request by itself after a 429 or 503, once it has waited for {@code Retry-After}.
 * </ul>
 */
final class StubTarget extends HttpTestTarget {
  StubTarget(URI baseUrl) {
    super(baseUrl.getHost(), baseUrl.getPort(), baseUrl.getPath(),
        () -> provider -> HttpClients.custom().disableAutomaticRetries().disableRedirectHandling().build());
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
