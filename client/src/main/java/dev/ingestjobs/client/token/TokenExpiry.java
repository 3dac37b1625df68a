package dev.ingestjobs.client.token;

import java.time.Duration;
import java.time.Instant;

/**
 * What a token says of its own end: the claim {@code exp} of a JWT, which is read for an early warning alone. Nobody has checked
 * it; whether a token holds is for the API to say. Immutable.
 *
 * @param expiresAt when the token ends
 * @param remaining how long that was ahead, by the wall clock of this machine; negative if it had passed
 */
public record TokenExpiry(Instant expiresAt, Duration remaining) {}
