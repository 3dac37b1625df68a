/**
 * What a job amounts to: totals, states, a span, and a check that a pipeline can go by. It is calculated from a job that was
 * read, and asks no server anything.
 */
@NullMarked
package dev.ingestjobs.client.summary;

import org.jspecify.annotations.NullMarked;
