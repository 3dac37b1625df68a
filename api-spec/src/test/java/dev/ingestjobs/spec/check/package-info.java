/** Checks of the document, each a pure function from what it judges to what it found. */
package dev.ingestjobs.spec.check;
