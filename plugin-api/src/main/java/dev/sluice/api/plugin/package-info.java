/**
 * What the host offers to plugins: a plugin's only way to the outside.
 *
 * <p>Everything that is registered through a {@link dev.sluice.api.plugin.PluginContext} is remembered and undone when the
 * plugin's generation ends, so that a class loader can be let go.
 */
@NullMarked
package dev.sluice.api.plugin;

import org.jspecify.annotations.NullMarked;
