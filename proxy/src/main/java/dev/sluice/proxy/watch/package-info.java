/**
 * Files that are watched: the config, secrets, plugin jars.
 *
 * <p>Polled, not subscribed to: that works on every file system, on mounted volumes, and for folders whose content is swapped by a
 * symbolic link. All of it runs on one virtual thread for each watch.
 */
@NullMarked
package dev.sluice.proxy.watch;

import org.jspecify.annotations.NullMarked;
