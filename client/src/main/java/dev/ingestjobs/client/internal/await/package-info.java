/** What waits for jobs. Not part of the public API. */
@NullMarked
package dev.ingestjobs.client.internal.await;

import org.jspecify.annotations.NullMarked;
