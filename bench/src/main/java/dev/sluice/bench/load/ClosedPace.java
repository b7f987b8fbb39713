package dev.sluice.bench.load;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of connections, each of which sends its next call when the last has ended: what a proxy can do, and what it
 * costs. Connections open evenly over {@code ramp}, so that paced streams do not tick as one.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here closes its channel, and that is heard of
public final class ClosedPace implements Pace {

    private static final Duration RECONNECT_DELAY = Duration.ofMillis(20);

    private final int connections;
    private final Duration ramp;
    private @Nullable Load load;

    public ClosedPace(int connections, Duration ramp) {
        this.connections = connections;
        this.ramp = ramp;
    }

    @Override
    public void start(Load load) {
        this.load = load;
        for (int i = 0; i < connections; i++) {
            load.loop().schedule(load::connect, ramp.toNanos() * i / connections, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void free(Connection connection) {
        connection.send(System.nanoTime());
    }

    @Override
    public void gone(Connection connection) {
        refused();
    }

    @Override
    public void refused() {
        Load running = Objects.requireNonNull(load, "a pace is started before it is told of connections");
        running.loop().schedule(running::connect, RECONNECT_DELAY.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {}
}
