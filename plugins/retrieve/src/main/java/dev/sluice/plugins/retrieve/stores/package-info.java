/**
 * OpenAI's vector stores, answered here: which stores and files a tenant has, on the disk, and what a request does to them. Knows the
 * documents' index by {@link dev.sluice.plugins.retrieve.stores.Documents} alone.
 *
 * <p>A {@link dev.sluice.plugins.retrieve.stores.Registry} keeps everything in memory and each change on the disk before it is acknowledged; its
 * methods block, so they are called on virtual threads. Every lookup is within one tenant.
 */
@NullMarked
package dev.sluice.plugins.retrieve.stores;

import org.jspecify.annotations.NullMarked;
