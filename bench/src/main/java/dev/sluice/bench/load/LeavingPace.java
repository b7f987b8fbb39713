package dev.sluice.bench.load;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Clients that do not wait for the end: each connection sends one call and is closed at a random moment soon after. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here closes its channel, and that is heard of
public final class LeavingPace implements Pace {

    private static final Duration RECONNECT_DELAY = Duration.ofMillis(5);

    private final int connections;
    private final Duration patience;
    private final SplittableRandom random = new SplittableRandom(1);
    private @Nullable Load load;

    /**
     * @param connections how many there are at a time
     * @param patience the longest that one stays
     */
    public LeavingPace(int connections, Duration patience) {
        this.connections = connections;
        this.patience = patience;
    }

    @Override
    public void start(Load load) {
        this.load = load;
        for (int i = 0; i < connections; i++) {
            load.connect();
        }
    }

    /** A connection whose reply has ended before it was to leave sends again. */
    @Override
    public void free(Connection connection) {
        connection.send(System.nanoTime());
        long stay = random.nextLong(1, patience.toNanos());
        load().loop().schedule(connection::leave, stay, TimeUnit.NANOSECONDS);
    }

    @Override
    public void gone(Connection connection) {
        refused();
    }

    @Override
    public void refused() {
        load().loop().schedule(load()::connect, RECONNECT_DELAY.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {}

    private Load load() {
        return Objects.requireNonNull(load, "a pace is started before it is told of connections");
    }
}
