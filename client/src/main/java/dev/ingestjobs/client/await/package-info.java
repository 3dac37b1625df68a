/** What waiting for a job's end gives and takes: progress, snapshots, and what changed from one snapshot to the next. */
@NullMarked
package dev.ingestjobs.client.await;

import org.jspecify.annotations.NullMarked;
