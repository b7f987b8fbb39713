/**
 * Time: timers for what every call needs several of, most of which are called off before they are due.
 *
 * <p>Each event loop has a wheel of its own, used on that loop only and therefore without locks. Scheduling and calling
 * off take constant time and allocate one object. A loop is woken only while something is pending.
 */
@NullMarked
package dev.sluice.proxy.time;

import org.jspecify.annotations.NullMarked;
