package dev.ingestjobs.client.internal.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.internal.Redaction;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.token.ClientCredentials;
import dev.ingestjobs.client.token.TokenException;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a token for client credentials: one request, one answer. The form of both is that of the vendor's public pages and of
 * RFC 6749 (4.4 and 5). Immutable.
 */
public final class TokenEndpoint {
  /** The lifetime of a token whose answer does not tell a usable one: short enough for any, long enough to be worth keeping. */
  static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(5);

  private static final int MAX_BODY_BYTES = 64 * 1024;
  /** More than any token has, and few enough seconds to calculate with. */
  private static final double MAX_LIFETIME_SECONDS = Duration.ofDays(365).toSeconds();

  private final URI url;
  private final String tenant;
  private final Carrier carrier;
  private final String userAgent;
  private final byte[] form;
  private final Redaction redaction;

  /** Carries a request, without following redirects and within a scope; so does whoever reads the body of the response. */
  @FunctionalInterface
  public interface Carrier {
    /**
     * @throws TransportException if no whole response comes
     */
    Response execute(Request request, Scope scope);
  }

  /** A token and how long it holds. */
  record Grant(String token, Duration lifetime) {
    /** Without the token. */
    @Override
    public String toString() {
      return "Grant[lifetime=" + lifetime + "]";
    }
  }

  /**
   * @param url where the credentials are sent; their own {@link ClientCredentials#tokenUrl} is for the maker of this to heed
   * @param tenant the value of {@code X-Amperity-Tenant}
   */
  public TokenEndpoint(ClientCredentials credentials, URI url, String tenant, Carrier carrier, String userAgent) {
    this.url = url;
    this.tenant = tenant;
    this.carrier = carrier;
    this.userAgent = userAgent;
    this.form = ("grant_type=client_credentials&client_id=" + encode(credentials.clientId())
        + "&client_secret=" + encode(credentials.clientSecret())).getBytes(StandardCharsets.US_ASCII);
    this.redaction = Redaction.ofSecrets(List.of(credentials.clientSecret()));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * Fetches a new token.
   *
   * @throws TokenException if none comes: retryable if the endpoint was not reached, broke off, or answered 429 or 5xx
   */
  Grant fetch(Scope scope) {
    int status;
    byte[] body;
    try (Response response = carrier.execute(request(), scope)) {
      status = response.status();
      body = body(response.body());
    } catch (TransportException e) {
      throw new TokenException("no token: " + redaction.scrub(String.valueOf(e.getMessage())), redaction.isClean(e) ? e : null, true);
    } catch (IOException e) {
      throw failure("the response broke off: " + e.getClass().getSimpleName(), true);
    }
    if (status != 200) {
      throw failure(status + errorCode(status, body), status == 429 || status / 100 == 5);
    }
    if (body.length > MAX_BODY_BYTES) {
      throw failure("the response has more than " + MAX_BODY_BYTES + " bytes", false);
    }
    return grant(json(body));
  }

  private Request request() {
    Map<String, Collection<String>> headers = Map.of(
        "Accept", List.of("application/json"),
        "Content-Type", List.of("application/x-www-form-urlencoded"),
        "User-Agent", List.of(userAgent),
        "X-Amperity-Tenant", List.of(tenant));
    return Request.create(Request.HttpMethod.POST, url.toString(), headers, form, StandardCharsets.UTF_8, null);
  }

  /** The body, or as much of it as shows that it is too long. */
  private static byte[] body(Response.@Nullable Body body) throws IOException {
    if (body == null) {
      return new byte[0];
    }
    try (InputStream in = body.asInputStream()) {
      return in.readNBytes(MAX_BODY_BYTES + 1);
    }
  }

  /** RFC 6749, 5.2: a word such as {@code invalid_client}. Nothing else of an error's body is shown. */
  private String errorCode(int status, byte[] body) {
    if (status / 100 != 4) {
      return "";
    }
    try {
      String code = Json.read(body).path("error").asText();
      return code.matches("[a-z_]{1,64}") && redaction.isClean(code) ? " (" + code + ")" : "";
    } catch (IOException e) {
      return "";
    }
  }

  private JsonNode json(byte[] body) {
    try {
      return Json.read(body);
    } catch (IOException e) {
      throw failure("the response is not JSON", false);
    }
  }

  private Grant grant(JsonNode answer) {
    JsonNode type = answer.path("token_type");
    if (!type.isMissingNode() && !type.isNull() && !type.asText().equalsIgnoreCase("bearer")) {
      throw failure("the token in the response is not of type Bearer", false);
    }
    JsonNode token = answer.path("access_token");
    if (!token.isTextual()) {
      throw failure("the response has no access_token", false);
    }
    return new Grant(Tokens.checked(url.toString(), token.textValue()), lifetime(answer.path("expires_in")));
  }

  private static Duration lifetime(JsonNode expiresIn) {
    String text = expiresIn.asText().trim();
    double seconds = expiresIn.isNumber() ? expiresIn.doubleValue()
        : text.matches("[0-9]{1,18}(\\.[0-9]{1,18})?") ? Double.parseDouble(text) : 0;
    return seconds >= 1 ? Duration.ofMillis((long) (Math.min(seconds, MAX_LIFETIME_SECONDS) * 1000)) : UNKNOWN_LIFETIME;
  }

  private TokenException failure(String problem, boolean retryable) {
    return new TokenException("no token: POST " + url + ": " + problem, null, retryable);
  }
}
