package dev.ingestjobs.client.internal.transport;

import java.net.Authenticator;
import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for every exchange. The deadline is not: each has its scope's.
 *
 * @param connectTimeout for the connection alone
 * @param maxBodyBytes of a body, once unzipped
 * @param sslContext null for the JDK's default
 * @param proxy null for the JDK's default, which reads {@code https.proxyHost} and its like. A SOCKS proxy is passed by
 * @param proxyAuthenticator asked only when a proxy asks for a password; null to pass its refusal on as the response 407
 */
public record TransportSettings(
    Duration connectTimeout,
    long maxBodyBytes,
    @Nullable SSLContext sslContext,
    @Nullable ProxySelector proxy,
    @Nullable Authenticator proxyAuthenticator) {

  /** Without what the settings hold: an authenticator may print its password. */
  @Override
  public String toString() {
    return "TransportSettings[connectTimeout=" + connectTimeout + ", maxBodyBytes=" + maxBodyBytes + "]";
  }
}
