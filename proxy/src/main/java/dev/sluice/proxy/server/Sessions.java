package dev.sluice.proxy.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that are open, to be told when the process ends. Shared by all event loops. */
final class Sessions {

    /** For a farewell to be answered. */
    private static final Duration NOTICE = Duration.ofSeconds(1);

    private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    /** When to {@link #leave}, of a time after which all connections are closed: a moment before. */
    static Duration before(Duration end) {
        Duration half = end.dividedBy(2);
        return half.compareTo(NOTICE) < 0 ? half : end.minus(NOTICE);
    }

    /** Runs one on the event loop that this is called on. */
    Future<Void> run(Relay relay) {
        Context loop = Objects.requireNonNull(Vertx.currentContext());
        Runnable leave = () -> loop.runOnContext(now -> relay.leave());
        open.add(leave);
        if (leaving) {
            leave.run();
        }
        return relay.run().onComplete(over -> open.remove(leave));
    }

    /** Ends all of them, and whatever is opened from now on. */
    void leave() {
        leaving = true;
        open.forEach(Runnable::run);
    }
}
