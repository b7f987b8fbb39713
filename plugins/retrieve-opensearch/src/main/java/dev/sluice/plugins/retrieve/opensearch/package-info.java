/**
 * Searches an index of OpenSearch or Elasticsearch whose documents are passages.
 *
 * <p>Two requests make a search: both halves at once ({@code _msearch}), each with the conditions of who may find what, which bring ids alone; and
 * of what is left when they are fused, the texts. The fusion is made here, since it is the same for both engines, in all their versions and
 * licences, and needs no pipeline to be set up in them. Everything runs on event loops and waits for nothing.
 */
@NullMarked
package dev.sluice.plugins.retrieve.opensearch;

import org.jspecify.annotations.NullMarked;
