/** The bare Vert.x proxy: the floor that a proxy on this runtime stands on, as a row of the table. */
@NullMarked
package dev.sluice.bench.bare;

import org.jspecify.annotations.NullMarked;
