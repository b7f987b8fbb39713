/**
 * How hard a prompt is: features that one pass over its text finds, and a linear model over them that was trained in this repository
 * ({@code bench/eval/routing}). Stateless, used on all event loops at once.
 */
@NullMarked
package dev.sluice.plugins.route.complexity;

import org.jspecify.annotations.NullMarked;
