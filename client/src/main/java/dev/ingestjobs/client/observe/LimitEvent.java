package dev.ingestjobs.client.observe;

import java.time.Duration;

/**
 * The rate limiter makes an attempt wait. Told again for the same attempt if a 429 that comes meanwhile puts it off.
 *
 * @param jobId the job that is asked for
 * @param delay for how long
 */
public record LimitEvent(String jobId, Duration delay) {}
