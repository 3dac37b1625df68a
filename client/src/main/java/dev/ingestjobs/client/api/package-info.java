/** The generated Feign interface, for those who want raw Feign. */
@NullMarked
package dev.ingestjobs.client.api;

import org.jspecify.annotations.NullMarked;
