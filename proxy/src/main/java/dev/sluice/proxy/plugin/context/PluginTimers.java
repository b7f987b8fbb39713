package dev.sluice.proxy.plugin.context;

import dev.sluice.api.plugin.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The host's timers, those of one context called off together. */
final class PluginTimers implements Timers {

    private final Timers host;
    private final Lease lease;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    PluginTimers(Timers host, Lease lease) {
        this.host = host;
        this.lease = lease;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        lease.check();
        Pending timer = new Pending(action);
        pending.add(timer);
        if (cancelled) { // Asked after adding, so that either this or cancelAll sees the other.
            timer.cancel();
            throw lease.refusal();
        }
        timer.hostTimer = ClassLoaders.withHosts(() -> host.after(delay, timer::fire));
        return timer;
    }

    @Override
    public long nanoTime() {
        return host.nanoTime();
    }

    @Override
    public Instant now() {
        return host.now();
    }

    Future<Void> cancelAll() {
        cancelled = true;
        pending.forEach(Pending::end);
        return Future.succeededFuture();
    }

    /** Lets go of its action when it is over, so that the host's wheel holds nothing of the plugin. */
    private final class Pending implements Timer {

        private final AtomicReference<@Nullable Runnable> action;
        private final @Nullable Context context = Vertx.currentContext();
        private volatile @Nullable Timer hostTimer;

        Pending(Runnable action) {
            this.action = new AtomicReference<>(action);
        }

        void fire() {
            Runnable due = finish();
            if (due != null) {
                due.run();
            }
        }

        @Override
        public void cancel() {
            finish();
            Timer timer = hostTimer;
            if (timer != null) {
                timer.cancel();
            }
        }

        /** From any thread; a timer is called off on its own event loop. */
        void end() {
            finish();
            if (context == null) {
                cancel();
            } else {
                context.runOnContext(ignored -> cancel());
            }
        }

        private @Nullable Runnable finish() {
            pending.remove(this);
            return action.getAndSet(null);
        }
    }
}
