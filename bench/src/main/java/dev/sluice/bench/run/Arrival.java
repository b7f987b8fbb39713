package dev.sluice.bench.run;

import java.time.Duration;

/** How calls arrive in a phase. */
public sealed interface Arrival {

    /** So many connections, each sending again as soon as its reply has ended, opened evenly over {@code ramp}. */
    record Closed(int connections, Duration ramp) implements Arrival {}

    /** So many calls a second, whatever becomes of them. */
    record Open(int perSecond) implements Arrival {}

    /** As {@link Open}, at half of what the slowest of the main contestants was found to do. */
    record HalfLoad() implements Arrival {}
}
