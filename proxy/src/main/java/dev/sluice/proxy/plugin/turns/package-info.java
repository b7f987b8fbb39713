/** The waiting for models that take so many questions at a time. */
@NullMarked
package dev.sluice.proxy.plugin.turns;

import org.jspecify.annotations.NullMarked;
