/** Where the token of a request comes from. */
@NullMarked
package dev.ingestjobs.client.token;

import org.jspecify.annotations.NullMarked;
