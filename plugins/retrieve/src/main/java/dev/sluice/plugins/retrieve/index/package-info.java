/**
 * One collection of documents as a Lucene index: what stands in it, how it is written, how it is searched.
 *
 * <p>A document is a block of Lucene documents: its chunks, and last a record of the whole. All of them carry its id, so a
 * block is replaced or removed in one step, and a search sees all of a version or nothing of it. Everything here blocks
 * and is called off the event loops. Searching is thread-safe; one thread writes.
 *
 * <p>Whoever searches says for whom: a tenant's chunks are found by that tenant alone, and the clause that holds this
 * is part of both halves of a search, never applied to their results.
 */
@NullMarked
package dev.sluice.plugins.retrieve.index;

import org.jspecify.annotations.NullMarked;
