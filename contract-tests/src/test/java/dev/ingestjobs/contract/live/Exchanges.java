package dev.ingestjobs.contract.live;

import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import dev.ingestjobs.client.internal.Redaction;
import feign.Capability;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Stands between the client and its transport: sends the pact's request in place of the client's own, with the client's token and
 * tenant in it, and keeps the response as it came. How the bytes travel stays the client's affair: its rate limit, its deadline,
 * no redirects. For one thread. It keeps no request, because that has the token in it.
 */
public final class Exchanges implements Capability {
  private HttpRequest expected;
  private TenantState state;
  private boolean reached;
  private HttpResponse response;
  private final List<Redaction> redactions = new ArrayList<>();

  /** What the next call of the client is about. */
  void begin(HttpRequest request, TenantState inState) {
    expected = request;
    state = inState;
    response = null;
  }

  /** Whether any response has begun to arrive so far. */
  boolean isReached() {
    return reached;
  }

  /** The whole response to the last request of the last call; null if there is none. */
  HttpResponse response() {
    return response;
  }

  /** Words without any token that was sent so far. */
  String scrub(String words) {
    String scrubbed = words;
    for (Redaction redaction : redactions) {
      scrubbed = redaction.scrub(scrubbed);
    }
    return scrubbed;
  }

  @Override
  public Client enrich(Client client) {
    return (request, options) -> {
      redactions.add(Redaction.of(request));
      response = null;
      Response received = client.execute(ofThePact(request), options);
      reached = true;
      byte[] body = body(received);
      Map<String, List<String>> headers = new LinkedHashMap<>();
      received.headers().forEach((name, values) -> headers.put(name, List.copyOf(values)));
      response = new HttpResponse(received.status(), headers, body.length == 0 ? OptionalBody.missing() : OptionalBody.body(body));
      // The exception for an error repeats the request, and the client takes the token out of it: it has to know the one that was sent.
      return received.toBuilder().request(request).body(body).build();
    };
  }

  private static byte[] body(Response response) throws IOException {
    if (response.body() == null) {
      return new byte[0];
    }
    try (InputStream in = response.body().asInputStream()) {
      return in.readAllBytes();
    }
  }

  private Request ofThePact(Request own) {
    Map<String, Collection<String>> headers = new LinkedHashMap<>();
    expected.getHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
    own.headers().forEach((name, values) -> {
      if (List.of("amperity-tenant", "authorization", "user-agent").contains(name.toLowerCase(Locale.ROOT))) {
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, values);
      }
    });
    if (state == TenantState.NO_TENANT) {
      headers.keySet().removeIf("amperity-tenant"::equalsIgnoreCase);
    }
    if (state == TenantState.OTHER_VERSION) {
      headers.keySet().removeIf("api-version"::equalsIgnoreCase);
      headers.put("api-version", List.of("1970-01-01"));
    }
    return Request.create(own.httpMethod(), own.url() + query(), headers, null, StandardCharsets.UTF_8, null);
  }

  private String query() {
    List<String> pairs = new ArrayList<>();
    expected.getQuery().forEach((name, values) -> values.forEach(value -> pairs.add(encoded(name) + "=" + encoded(value))));
    return pairs.stream().collect(Collectors.joining("&", pairs.isEmpty() ? "" : "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
