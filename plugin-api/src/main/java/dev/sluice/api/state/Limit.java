package dev.sluice.api.state;

/**
 * One bound: at most so much in a window.
 *
 * @param tenant whose it is; {@link #EVERYBODY} for a pool that tenants share
 * @param account what is counted, and for whom: all limits of a tenant that name the same account and the same window
 *     share one count
 * @param max how much, in whatever unit; at most {@link #MOST}
 * @param window in what time
 * @param hard whether it refuses what goes beyond; a soft one only tells
 */
public record Limit(String tenant, String account, long max, Window window, boolean hard) {

    /** The tenant of pools that tenants share. */
    public static final String EVERYBODY = "*";

    /** The largest amount that every store can count. */
    public static final long MOST = 1L << 52;

    public Limit {
        if (max < 0 || max > MOST) {
            throw new IllegalArgumentException("Expected a limit from 0 to 2^52, found " + max);
        }
    }

    /**
     * Something that is going to be used.
     *
     * @param amount how much, as far as is known; settled later
     * @return the charge
     */
    public Charge charge(long amount) {
        return new Charge(this, amount);
    }

    /**
     * An amount that counts against a limit.
     *
     * @param limit which
     * @param amount how much; not negative
     */
    public record Charge(Limit limit, long amount) {

        public Charge {
            if (amount < 0 || amount > MOST) {
                throw new IllegalArgumentException("Expected an amount from 0 to 2^52, found " + amount);
            }
        }
    }
}
