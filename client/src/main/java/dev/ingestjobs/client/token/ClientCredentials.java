package dev.ingestjobs.client.token;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client id and secret, for which the client fetches its tokens by itself (OAuth 2.0, {@code grant_type=client_credentials}).
 * Immutable. The secret stands in no message and no {@code toString}.
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

  public static ClientCredentials of(String clientId, String clientSecret) {
    return new ClientCredentials(clientId, clientSecret, null);
  }

  /** With another token endpoint than the documented one. */
  public ClientCredentials withTokenUrl(URI tokenUrl) {
    return new ClientCredentials(clientId, clientSecret, tokenUrl);
  }

  public String clientId() {
    return clientId;
  }

  public String clientSecret() {
    return clientSecret;
  }

  public Optional<URI> tokenUrl() {
    return Optional.ofNullable(tokenUrl);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ClientCredentials[clientId=" + clientId + "]";
  }
}
