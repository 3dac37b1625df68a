/**
 * The generated model of a job, and the open set of states of its tables.
 *
 * <p>Every type is immutable and safe for use by several threads. It decodes with any Jackson {@code ObjectMapper}: what it
 * is strict about stands on its own fields.
 */
@NullMarked
package dev.ingestjobs.client.model;

import org.jspecify.annotations.NullMarked;
