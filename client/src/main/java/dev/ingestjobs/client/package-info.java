/**
 * A client of {@code GET /ingest/jobs/{id}} of the Amperity API: start at {@link
 * dev.ingestjobs.client.IngestJobsClient}. Unofficial: the vendor has no part in it.
 */
@NullMarked
package dev.ingestjobs.client;

import org.jspecify.annotations.NullMarked;
