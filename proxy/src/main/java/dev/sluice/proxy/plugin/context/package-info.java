/**
 * What the host lends to a filter, and takes back.
 *
 * <p>Whatever a {@link dev.sluice.api.plugin.PluginContext} hands out is remembered in its
 * {@link dev.sluice.proxy.plugin.context.Lease} together with its undoing. When the generation ends, the lease undoes
 * all of it, last first, each step guarded and bounded in time. The context serves until its last step is done, so a plugin
 * that closes itself may still block or log; from then on every method fails.
 */
@NullMarked
package dev.sluice.proxy.plugin.context;

import org.jspecify.annotations.NullMarked;
