package dev.sluice.bench.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls at a fixed rate whatever the proxy does. A call that finds no free connection waits its turn, and its latency counts
 * from the moment at which it was to be sent: a stall is then seen by every call that it would have met (no coordinated
 * omission).
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here closes its channel, and that is heard of
public final class OpenPace implements Pace, Runnable {

    private static final int FIRST_CONNECTIONS = 16;
    private static final int MAX_CONNECTIONS = 512;
    private static final int MAX_WAITING = 200_000;

    private final long intervalNanos;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Deque<Long> waiting = new ArrayDeque<>();
    private @Nullable Load load;
    private long next;
    private boolean stopped;

    public OpenPace(int callsPerSecond) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
    }

    @Override
    public void start(Load load) {
        this.load = load;
        for (int i = 0; i < FIRST_CONNECTIONS; i++) {
            load.connect();
        }
        next = System.nanoTime() + intervalNanos;
        run();
    }

    /** Sends all that is due, then sleeps until the next is. */
    @Override
    public void run() {
        if (stopped) {
            return;
        }
        while (next - System.nanoTime() <= 0) {
            issue(next);
            next += intervalNanos;
        }
        load().loop().schedule(this, Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void issue(long intended) {
        Connection connection = idle.pollFirst();
        if (connection != null) {
            connection.send(intended);
            return;
        }
        if (waiting.size() >= MAX_WAITING) {
            load().tally()
                    .fault("expected the proxy to keep up with the rate, found " + MAX_WAITING + " calls waiting");
            return;
        }
        waiting.addLast(intended);
        if (load().connections() < MAX_CONNECTIONS) {
            load().connect();
        }
    }

    @Override
    public void free(Connection connection) {
        Long intended = waiting.pollFirst();
        if (intended == null) {
            idle.addFirst(connection);
        } else {
            connection.send(intended);
        }
    }

    @Override
    public void gone(Connection connection) {
        idle.remove(connection);
    }

    /** The next call opens another. */
    @Override
    public void refused() {}

    @Override
    public void stop() {
        stopped = true;
        waiting.clear();
    }

    private Load load() {
        return Objects.requireNonNull(load, "a pace is started before it issues calls");
    }
}
