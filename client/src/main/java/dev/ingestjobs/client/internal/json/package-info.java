/** What the generated model needs to read and write JSON strictly. Not part of the public API. */
@NullMarked
package dev.ingestjobs.client.internal.json;

import org.jspecify.annotations.NullMarked;
