package dev.ingestjobs.client.internal.transport;

import java.time.Duration;

/**
 * The limits of an exchange.
 *
 * @param connectTimeout for the connection alone
 * @param timeout for the whole exchange: connecting, the headers and the last byte of the body
 * @param maxBodyBytes of a body, once unzipped
 */
public record TransportSettings(Duration connectTimeout, Duration timeout, long maxBodyBytes) {}
