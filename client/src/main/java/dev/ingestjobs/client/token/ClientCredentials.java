package dev.ingestjobs.client.token;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.Inputs;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client id and secret, for which the client fetches its tokens by itself: OAuth 2.0 with {@code grant_type=client_credentials},
 * at the tenant's {@code https://{tenant}.amperity.com/api/v0/oauth2/token} as the vendor's public pages state it.
 *
 * <p>A token is kept for all calls of a client, fetched anew some time before it expires (a fifth of its lifetime, at most
 * 60 s), and given up when the API answers it with 401. If a new one cannot be had while the old one still holds, the old one is
 * used on.
 *
 * <p>Immutable. The secret stands in no message and no {@code toString}.
 */
public final class ClientCredentials {
  private final String clientId;
  private final String clientSecret;
  private final @Nullable URI tokenUrl;

  private ClientCredentials(String clientId, String clientSecret, @Nullable URI tokenUrl) {
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.tokenUrl = tokenUrl;
  }

  /**
   * Credentials for the documented token endpoint.
   *
   * @throws InvalidInputException if one of the two is null or blank, or holds a control character such as a line break at its
   *     end; its {@code input} is {@code clientId} or {@code clientSecret}
   */
  public static ClientCredentials of(String clientId, String clientSecret) {
    return new ClientCredentials(
        Inputs.credential("clientId", clientId), Inputs.credential("clientSecret", clientSecret), null);
  }

  /**
   * The same credentials for another token endpoint than the documented one.
   *
   * @param tokenUrl an absolute https URL without user, query and fragment; http is accepted for localhost, 127.0.0.1 and [::1]
   * @throws InvalidInputException if it is none; its {@code input} is {@code tokenUrl}
   */
  public ClientCredentials withTokenUrl(URI tokenUrl) {
    return new ClientCredentials(clientId, clientSecret, Inputs.tokenUrl("tokenUrl", tokenUrl));
  }

  public String clientId() {
    return clientId;
  }

  public String clientSecret() {
    return clientSecret;
  }

  /** The token endpoint; empty for the documented one. */
  public Optional<URI> tokenUrl() {
    return Optional.ofNullable(tokenUrl);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ClientCredentials[clientId=" + clientId + tokenUrl().map(url -> ", tokenUrl=" + url).orElse("") + "]";
  }
}
