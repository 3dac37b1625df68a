package dev.ingestjobs.client.error;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * The call within which something went wrong. Immutable.
 *
 * @param url what was asked, without the token, which is sent in a header
 * @param tenant the value of {@code amperity-tenant}
 * @param apiVersion the value of {@code api-version}
 * @param attempts how many requests were sent
 * @param startedAt when the call began, by the wall clock
 * @param elapsed how long it took, waits included, by the monotonic clock
 */
public record CallDetails(String url, String tenant, String apiVersion, int attempts, Instant startedAt, Duration elapsed)
    implements Serializable {}
