/** What the command works with, and where that is said: options, the environment, a file. */
@NullMarked
package dev.ingestjobs.cli.settings;

import org.jspecify.annotations.NullMarked;
