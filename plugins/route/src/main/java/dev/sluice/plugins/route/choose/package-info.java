/**
 * Choosing: which targets fit a call, and in which order they are tried.
 *
 * <p>A strategy is made once for a filter and used on all event loops at once. It only orders; what it returns holds every
 * candidate that it was given, so that surviving has somewhere to go.
 */
@NullMarked
package dev.sluice.plugins.route.choose;

import org.jspecify.annotations.NullMarked;
