/**
 * Searches a table of PostgreSQL whose rows are passages, with vectors in a column of pgvector.
 *
 * <p>One statement does all of a search: both halves, each with the conditions of who may find what, their fusion, and how relevant each passage
 * is. It runs on a virtual thread, in a transaction that only reads and has the deadline of the search.
 */
@NullMarked
package dev.sluice.plugins.retrieve.pgvector;

import org.jspecify.annotations.NullMarked;
