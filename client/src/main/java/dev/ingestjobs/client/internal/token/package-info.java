/** Where tokens come from. Not part of the public API. */
@NullMarked
package dev.ingestjobs.client.internal.token;

import org.jspecify.annotations.NullMarked;
