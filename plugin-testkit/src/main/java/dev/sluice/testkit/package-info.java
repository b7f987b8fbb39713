/**
 * What a plugin author tests with: calls, an upstream that does as it is told, clients of every kind, and time that only
 * moves when the test says so.
 *
 * <p>Everything runs on the test's own thread. {@link dev.sluice.testkit.VirtualTime} stands for the event loop and for the
 * clock: futures complete while it is advanced, in an order that is the same in every run, and no test ever sleeps. A
 * filter's first test is a class that implements {@link dev.sluice.testkit.FilterContract}.
 */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;
