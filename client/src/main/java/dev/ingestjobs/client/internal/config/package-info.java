/** Settings from outside of the program, and what becomes of them. Not part of the public API. */
@NullMarked
package dev.ingestjobs.client.internal.config;

import org.jspecify.annotations.NullMarked;
