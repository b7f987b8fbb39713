package dev.sluice.plugins.cache.semantic;

/**
 * How often hits were wrong among those that were checked, and between which bounds the true share lies (Wilson's score interval, E. B. Wilson, 1927).
 *
 * @param checked how many
 * @param wrong how many of them
 */
public record ErrorBound(long checked, long wrong) {

    /** One bound of 95 % on each side. */
    private static final double Z = 1.645;

    /** Older checks fade: what a model answers changes. */
    private static final long MEMORY = 4_000;

    /** Nothing checked yet. */
    public static final ErrorBound NONE = new ErrorBound(0, 0);

    /** One check more. */
    public ErrorBound plus(boolean isWrong) {
        ErrorBound more = new ErrorBound(checked + 1, wrong + (isWrong ? 1 : 0));
        return more.checked < MEMORY ? more : new ErrorBound(more.checked / 2, more.wrong / 2);
    }

    /** With 95 % confidence the share of wrong hits is at most so high. */
    public double upper() {
        return bound(1);
    }

    /** With 95 % confidence it is at least so high. */
    public double lower() {
        return bound(-1);
    }

    /**
     * Whether hits must stop. Until there are enough checks to show anything, only if the error is too high for sure; from then on, if it
     * is not low for sure.
     *
     * @param allowed the largest share of wrong hits that is
     */
    public boolean exceeds(double allowed) {
        boolean telling = new ErrorBound(checked, 0).upper() <= allowed;
        return telling ? upper() > allowed : lower() > allowed;
    }

    private double bound(int side) {
        if (checked == 0) {
            return side > 0 ? 1 : 0;
        }
        double n = checked;
        double share = wrong / n;
        double middle = share + Z * Z / (2 * n);
        double spread = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return Math.clamp((middle + side * spread) / (1 + Z * Z / n), 0, 1);
    }
}
