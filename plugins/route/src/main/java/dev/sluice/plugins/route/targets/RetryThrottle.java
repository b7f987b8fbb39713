package dev.sluice.plugins.route.targets;

/**
 * Keeps retries from making an outage worse: each failure of a target takes a token, and so does each 429; each success gives a part of
 * one, and a target is asked again only while more than half of them are there.
 *
 * <p>This is gRPC's retry throttling (proposal A6). With a ratio of 0.1 retries stop once a target fails more than about one call in
 * eleven for a while, so they add at most a tenth to its load; a healthy target takes over all calls of a failing one.
 *
 * <p>Of a target that hangs nothing is known until the first call has waited in vain. So retries that are under way since it last answered
 * are bounded, too.
 */
final class RetryThrottle {

    private final double most;
    private final double ratio;
    private double tokens;
    private int unanswered;
    private int round; // Begins anew with each answer.

    /**
     * @param most tokens at the beginning, and at most
     * @param ratio what a success gives
     */
    RetryThrottle(int most, double ratio) {
        this.most = most;
        this.ratio = ratio;
        this.tokens = most;
    }

    /** Whether one more may begin, where so many may wait for the target's next answer. */
    synchronized boolean allows(int room) {
        return tokens > most / 2 && unanswered < room;
    }

    /** A retry begins; what it returns is told when the retry is over. */
    synchronized int begin() {
        unanswered++;
        return round;
    }

    synchronized void end(int begunIn) {
        if (begunIn == round) {
            unanswered--;
        }
    }

    synchronized void succeeded() {
        unanswered = 0;
        round++;
        tokens = Math.min(most, tokens + ratio);
    }

    synchronized void failed() {
        tokens = Math.max(0, tokens - 1);
    }

    synchronized double tokens() {
        return tokens;
    }
}
