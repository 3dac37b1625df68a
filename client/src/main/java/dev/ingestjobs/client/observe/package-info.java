/** What a client tells of its work. */
@NullMarked
package dev.ingestjobs.client.observe;

import org.jspecify.annotations.NullMarked;
