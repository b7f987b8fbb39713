package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Limit.Charge;
import java.util.List;

/** What is held in one slot: changed by whoever renews it. */
final class Held {

    private final List<Charge> charges;
    private final List<String> accounts;
    private final long reserved;
    private final long[] until;

    /**
     * Notes what is held.
     *
     * @param charges what was asked for
     * @param accounts their keys
     * @param reserved when, by the server's clock, in milliseconds
     * @param until until when each is held; 0 where nothing is
     */
    Held(List<Charge> charges, List<String> accounts, long reserved, long[] until) {
        this.charges = charges;
        this.accounts = accounts;
        this.reserved = reserved;
        this.until = until;
    }

    List<Charge> charges() {
        return charges;
    }

    String account(int i) {
        return accounts.get(i);
    }

    long reserved() {
        return reserved;
    }

    long until(int i) {
        return until[i];
    }

    void until(int i, long renewed) {
        until[i] = renewed;
    }

    int size() {
        return until.length;
    }
}
