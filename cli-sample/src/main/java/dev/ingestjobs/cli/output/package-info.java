/** What the command shows: to people as tables and progress, to programs as JSON, events and CSV. */
@NullMarked
package dev.ingestjobs.cli.output;

import org.jspecify.annotations.NullMarked;
