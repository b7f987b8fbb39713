/** All that a plugin may see of Sluice. */
@NullMarked
package dev.sluice.api;

import org.jspecify.annotations.NullMarked;
