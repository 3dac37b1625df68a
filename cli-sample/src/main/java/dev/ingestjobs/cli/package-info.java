/** The command {@code ingest-jobs}. Not an API: what others may rely on are its options, its output and its exit codes. */
@NullMarked
package dev.ingestjobs.cli;

import org.jspecify.annotations.NullMarked;
