/**
 * The filter {@code retrieve}: finds what an operator's documents say to a question, and lays it before the model.
 *
 * <p>A filter lives as long as its generation; a collection's index does not: it is opened once for as many filters as search
 * it, in as many generations as are alive, by a {@link dev.sluice.plugins.retrieve.Library} that the factory holds. Event loops only pass on: searching
 * and reading documents run on virtual threads, so many at a time; writing has one thread for each index, which is never interrupted, since
 * Lucene takes an interruption for a broken disk.
 */
@NullMarked
package dev.sluice.plugins.retrieve;

import org.jspecify.annotations.NullMarked;
