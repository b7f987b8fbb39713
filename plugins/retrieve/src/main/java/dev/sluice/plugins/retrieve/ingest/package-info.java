/**
 * From a file to chunks: what a document's bytes say, how its text is made up, and where it is cut.
 *
 * <p>Whatever is wrong with a document is an {@link dev.sluice.plugins.retrieve.ingest.UnreadableException} that says so to a person; the other documents go
 * on. Sizes and time are bounded, since documents come from outside. Everything here blocks.
 */
@NullMarked
package dev.sluice.plugins.retrieve.ingest;

import org.jspecify.annotations.NullMarked;
