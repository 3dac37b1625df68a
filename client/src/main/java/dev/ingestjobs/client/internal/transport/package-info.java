/** The bytes of a call: one deadline, no redirects, a cap on the size. Not part of the public API. */
@NullMarked
package dev.ingestjobs.client.internal.transport;

import org.jspecify.annotations.NullMarked;
