/** What an operator can say about routing. Records only; everything wrong that a record can see by itself, it refuses. */
@NullMarked
package dev.sluice.plugins.route.config;

import org.jspecify.annotations.NullMarked;
