/** Time and chance, to be replaced in tests. Not part of the public API. */
@NullMarked
package dev.ingestjobs.client.internal.time;

import org.jspecify.annotations.NullMarked;
