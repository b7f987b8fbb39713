/**
 * Keys that tenants have with providers by themselves, as an operator or the tenant's own tool has set them: sealed in a database, opened in
 * memory, sent in place of the provider's own. Nothing in here ever gives one back. All that reads or writes the database blocks, and is
 * called on workers; what a call asks for is in memory.
 */
@NullMarked
package dev.sluice.plugins.access.byok;

import org.jspecify.annotations.NullMarked;
