/**
 * Looks at text as it comes, and finds what rules are about.
 *
 * <p>The law: what a {@link dev.sluice.plugins.guard.scan.Scanner} finds depends on the text and never on how it was cut
 * into pieces. A scanner belongs to one text and one event loop at a time; it works in linear time and bounded memory.
 * Positions are UTF-16 indexes into the text as it came, from 0 on.
 */
@NullMarked
package dev.sluice.plugins.guard.scan;

import org.jspecify.annotations.NullMarked;
