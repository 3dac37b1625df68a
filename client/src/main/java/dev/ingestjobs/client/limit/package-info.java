/** When a request may be sent. */
@NullMarked
package dev.ingestjobs.client.limit;

import org.jspecify.annotations.NullMarked;
