/**
 * The command line: what people type, and what they read.
 *
 * <p>Exit codes: 0 for done, 1 for a fault in what was given (config, plugins, address in use), 2 for a command that is not
 * understood.
 */
@NullMarked
package dev.sluice.proxy.cli;

import org.jspecify.annotations.NullMarked;
