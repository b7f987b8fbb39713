/**
 * Putting it all together: from a config file and a folder of plugins to a serving process, and from one generation to the
 * next.
 *
 * <p>Everything here runs off the event loops and takes its time; nothing here is on the path of a call.
 */
@NullMarked
package dev.sluice.proxy.boot;

import org.jspecify.annotations.NullMarked;
