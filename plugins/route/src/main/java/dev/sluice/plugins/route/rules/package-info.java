/** The operator's own rules, in the Common Expression Language. */
@NullMarked
package dev.sluice.plugins.route.rules;

import org.jspecify.annotations.NullMarked;
