package dev.sluice.proxy.telemetry.log;

import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Spells times to the millisecond. What the times of one second have in common is spelled once; for one thread. */
final class TimeOfDay {

    private static final int MILLIS = 1_000;

    private final DateTimeFormatter seconds;
    private long known = Long.MIN_VALUE;
    private String spelled = "";

    /** Spells seconds in a format that has a zone; the milliseconds follow after a point. */
    TimeOfDay(DateTimeFormatter seconds) {
        this.seconds = seconds;
    }

    /** A time, given in milliseconds since 1970. */
    String at(long millis) {
        long second = Math.floorDiv(millis, MILLIS);
        if (second != known) {
            spelled = seconds.format(Instant.ofEpochSecond(second)) + '.';
            known = second;
        }
        return spelled
                + Integer.toString(MILLIS + Math.floorMod(millis, MILLIS)).substring(1);
    }
}
