package dev.ingestjobs.client.observe;

import java.time.Duration;

/**
 * The rate limiter makes an attempt wait.
 *
 * @param jobId the job that is asked for
 * @param wait for how long
 */
public record LimitEvent(String jobId, Duration wait) {}
