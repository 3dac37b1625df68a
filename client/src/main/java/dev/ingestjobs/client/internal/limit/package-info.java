/** The limiters of this library. Not part of the public API. */
@NullMarked
package dev.ingestjobs.client.internal.limit;

import org.jspecify.annotations.NullMarked;
