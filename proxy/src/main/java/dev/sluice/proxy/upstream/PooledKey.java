package dev.sluice.proxy.upstream;

import dev.sluice.api.Decision;
import dev.sluice.api.Reply;
import dev.sluice.api.RetryAfter;
import dev.sluice.api.model.KeyStanding;
import dev.sluice.api.model.KeyStanding.State;
import dev.sluice.api.plugin.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One key of several: its account, and until when it is left alone. Used on all event loops. */
final class PooledKey {

    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);
    private static final Duration UNTIL_KEYS_CHANGE = Duration.ofMinutes(5);

    private final String label;
    private final KeyPool.Account account;
    private final Decision used;
    private volatile @Nullable Rest rest;

    private record Rest(long until, boolean limited) {}

    /**
     * Makes one that is ready.
     *
     * @param label its place in the config, for people
     * @param account what it opens
     * @param used noted for every call that it is used for
     */
    PooledKey(String label, KeyPool.Account account, Decision used) {
        this.label = label;
        this.account = account;
        this.used = used;
    }

    String label() {
        return label;
    }

    Provider account() {
        return account.provider();
    }

    /** As operators see it. */
    KeyStanding standing(long now) {
        State state = !rests(now) ? State.READY : isLimited() ? State.LIMITED : State.REFUSED;
        return new KeyStanding(account.fingerprint(), state, restsFor(now));
    }

    Decision used() {
        return used;
    }

    boolean rests(long now) {
        Rest current = rest;
        return current != null && current.until() - now > 0;
    }

    Duration restsFor(long now) {
        Rest current = rest;
        return current == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, current.until() - now));
    }

    /** Whether it rests because it is at its limit, rather than because it is refused. */
    boolean isLimited() {
        Rest current = rest;
        return current != null && current.limited();
    }

    /** Draws its conclusions from a reply; returns why it is left alone from now on, empty if it is not. */
    String learn(Reply reply, Timers timers) {
        return switch (reply.status()) {
            case 429 -> {
                Duration asked = RetryAfter.of(reply.headers(), timers.now());
                yield pause("status 429", asked == null ? SHORT_PAUSE : asked, true, timers);
            }
            case 401, 403 -> pause("status " + reply.status(), UNTIL_KEYS_CHANGE, false, timers);
            default -> {
                Duration left = reply.isSuccess() ? RetryAfter.reset(reply.headers(), timers.now()) : null;
                yield left == null || !left.isPositive() ? "" : pause("its limit is used up", left, true, timers);
            }
        };
    }

    private String pause(String why, Duration time, boolean limited, Timers timers) {
        rest = new Rest(timers.nanoTime() + time.toNanos(), limited);
        return why + ", rests for " + time.toMillis() + " ms";
    }
}
