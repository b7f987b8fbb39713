/**
 * What operators and their machines ask of a running proxy: is it well, what does it count, what does it serve, reload.
 *
 * <p>On a listener of its own that is meant for loopback; beyond it, only with a token. Pages of a browser on the same
 * machine are strangers too: see {@link dev.sluice.proxy.admin.AdminGuard}. Event loops only pass on; what takes time runs
 * on workers.
 */
@NullMarked
package dev.sluice.proxy.admin;

import org.jspecify.annotations.NullMarked;
