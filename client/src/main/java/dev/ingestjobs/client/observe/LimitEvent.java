package dev.ingestjobs.client.observe;

import java.time.Duration;

/**
 * The rate limiter makes an attempt wait.
 *
 * @param jobId the job that is asked for
 * @param delay for how long
 */
public record LimitEvent(String jobId, Duration delay) {}
