package dev.sluice.api.state;

import java.util.List;

/** What became of an attempt to reserve. */
public sealed interface Admission {

    /**
     * How it stands with each limit, in the order of the charges.
     *
     * @return empty if nobody counted, because the store is away
     */
    List<Standing> standings();

    /**
     * All of it is held.
     *
     * @param hold to be settled, or released
     * @param standings see {@link Admission#standings}; soft limits may be exceeded
     */
    record Granted(Hold hold, List<Standing> standings) implements Admission {}

    /**
     * Nothing of it is held: it exceeds at least one hard limit.
     *
     * @param standings see {@link Admission#standings}
     */
    record Refused(List<Standing> standings) implements Admission {

        /**
         * The limit that keeps it out for the longest time.
         *
         * @return one that is exceeded by itself, if there is one
         */
        public Standing worst() {
            return standings.stream()
                    .filter(standing -> standing.limit().hard() && !standing.fits())
                    .reduce((one, other) -> longer(one, other) ? one : other)
                    .orElseThrow(() -> new IllegalStateException("refused by no limit"));
        }

        private static boolean longer(Standing one, Standing other) {
            return one.retryIn() == null
                    || (other.retryIn() != null && one.retryIn().compareTo(other.retryIn()) >= 0);
        }
    }
}
