/** Which failures are tried again, and when. */
@NullMarked
package dev.ingestjobs.client.retry;

import org.jspecify.annotations.NullMarked;
