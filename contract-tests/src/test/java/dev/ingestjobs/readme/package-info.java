/** What the README and its companions show is real: their Java compiles, and their dependencies are those of this build. */
package dev.ingestjobs.readme;
