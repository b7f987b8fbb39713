package dev.sluice.api.state;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** For how long what was used counts. It counts from when it was reserved, however long the use itself takes. */
public sealed interface Window {

    /**
     * When something stops to count.
     *
     * @param reserved when it was reserved
     * @return the moment from which on it does not count, to the millisecond; {@code reserved} if only what is held counts
     */
    Instant end(Instant reserved);

    /**
     * When something that is only held stops to count.
     *
     * @param reserved when it was reserved
     * @param now when it was reserved, or last renewed
     * @param lease for how long it is held from then on; rounded up to the next eighth, so that few moments are kept
     * @return the end of the lease, or that of the window if it is earlier
     */
    default Instant heldEnd(Instant reserved, Instant now, Duration lease) {
        long step = Math.max(1, lease.toMillis() / 8);
        Instant leased =
                Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli() + lease.toMillis() - 1, step) + 1) * step);
        Instant end = end(reserved);
        return this instanceof Held || leased.isBefore(end) ? leased : end;
    }

    /**
     * The window in a word or two, the same for equal windows.
     *
     * @return as metrics and messages show it
     */
    String label();

    /**
     * Any stretch of time of one length.
     *
     * @param length at least 100 ms; time is forgotten in steps of a {@value #STEPS}th of it, always late, never early
     */
    record Rolling(Duration length) implements Window {

        /** Into how many steps a window is cut. */
        public static final int STEPS = 20;

        private static final Duration SHORTEST = Duration.ofMillis(100);

        public Rolling {
            if (length.compareTo(SHORTEST) < 0 || length.compareTo(Cache.MAX_TTL.multipliedBy(13)) > 0) {
                throw new IllegalArgumentException("Expected a window of 100 ms to 390 days, found " + length);
            }
        }

        @Override
        public Instant end(Instant reserved) {
            long step = length.toMillis() / STEPS;
            return Instant.ofEpochMilli((Math.floorDiv(reserved.toEpochMilli(), step) + 1) * step + length.toMillis());
        }

        @Override
        public String label() {
            return length.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A day, week or month of the calendar.
     *
     * @param unit which
     * @param zone where its midnight is
     */
    record Calendar(Unit unit, ZoneId zone) implements Window {

        /**
         * When the stretch begins that a moment is in.
         *
         * @param moment any
         * @return its first moment
         */
        public Instant begin(Instant moment) {
            return unit.first(moment.atZone(zone).toLocalDate())
                    .atStartOfDay(zone)
                    .toInstant();
        }

        @Override
        public Instant end(Instant reserved) {
            return unit.next(reserved.atZone(zone).toLocalDate())
                    .atStartOfDay(zone)
                    .toInstant();
        }

        @Override
        public String label() {
            return unit.name().toLowerCase(Locale.ROOT) + " " + zone;
        }
    }

    /** Counts only what is held: a bound on how much goes on at the same time. */
    record Held() implements Window {

        @Override
        public Instant end(Instant reserved) {
            return reserved;
        }

        @Override
        public String label() {
            return "held";
        }
    }

    /** A stretch of the calendar. */
    enum Unit {
        /** From midnight to midnight. */
        DAY,
        /** From Monday to Sunday. */
        WEEK,
        /** From the first to the last. */
        MONTH;

        private LocalDate first(LocalDate date) {
            return switch (this) {
                case DAY -> date;
                case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> date.with(TemporalAdjusters.firstDayOfMonth());
            };
        }

        private LocalDate next(LocalDate date) {
            return switch (this) {
                case DAY -> date.plusDays(1);
                case WEEK -> date.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
                case MONTH -> date.with(TemporalAdjusters.firstDayOfNextMonth());
            };
        }
    }
}
