/** One call, from the first attempt to the last: its scope, its attempts and what decides between them. Not part of the public API. */
@NullMarked
package dev.ingestjobs.client.internal.call;

import org.jspecify.annotations.NullMarked;
