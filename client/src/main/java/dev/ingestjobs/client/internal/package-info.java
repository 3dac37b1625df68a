/** Not part of the public API. */
@NullMarked
package dev.ingestjobs.client.internal;

import org.jspecify.annotations.NullMarked;
