package dev.sluice.proxy.generation;

import dev.sluice.api.Headers;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.dialect.PathTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that is made of one config. Counts its users; closes when it is retired and the last of them has left. */
public final class Generation {

    private final int number;
    private final Parts parts;
    private final Supplier<Future<Void>> close;
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile @Nullable Object derived;
    private final Promise<Void> closed = Promise.promise();

    /**
     * What a call needs of it.
     *
     * @param settings the config that it was made of
     * @param paths all dialects' paths
     * @param catalog providers and models
     * @param routes in order
     */
    public record Parts(Settings settings, PathTable paths, Catalog catalog, List<Route> routes) {}

    /**
     * Makes one, used by whoever makes it until {@link #retire}.
     *
     * @param number counts up from 1
     * @param parts what calls need
     * @param close closes all that was opened for it
     */
    public Generation(int number, Parts parts, Supplier<Future<Void>> close) {
        this.number = number;
        this.parts = parts;
        this.close = close;
    }

    /**
     * Its place among all generations of this process.
     *
     * @return counts up from 1
     */
    public int number() {
        return number;
    }

    /**
     * What calls need.
     *
     * @return its parts
     */
    public Parts parts() {
        return parts;
    }

    /**
     * Finds a call's route.
     *
     * @param dialect the client's
     * @param endpoint what it called
     * @param path the path
     * @param headers the header
     * @param model the model asked for; empty for none
     * @return the first that matches
     */
    public Optional<Route> route(Dialect dialect, Endpoint endpoint, String path, Headers headers, String model) {
        for (Route route : parts.routes()) {
            if (route.takes(dialect, endpoint, path, headers, model)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /**
     * What somebody makes of this generation once and keeps as long as it lasts. There is one such somebody: the server.
     *
     * @param type what it is
     * @param make makes it; two threads that ask first may each make one, which are the same
     * @param <T> what it is
     * @return made when first asked for
     */
    public <T> T derived(Class<T> type, Function<Generation, T> make) {
        Object known = derived;
        if (known == null) {
            known = make.apply(this);
            derived = known;
        }
        return type.cast(known);
    }

    /**
     * Begins to use it.
     *
     * @return false if it has closed, or is about to: then there is a newer one
     */
    public boolean enter() {
        int now = users.get();
        while (now > 0) {
            if (users.compareAndSet(now, now + 1)) {
                return true;
            }
            now = users.get();
        }
        return false;
    }

    /** Ends one use. */
    public void leave() {
        if (users.decrementAndGet() == 0) {
            close.get().onComplete(closed);
        }
    }

    /**
     * Calls under way.
     *
     * @return how many have entered and not left
     */
    public int inFlight() {
        return Math.max(0, users.get() - 1);
    }

    /**
     * Ends the use by whoever made it. Called once.
     *
     * @return done when the last call has left and all is closed
     */
    public Future<Void> retire() {
        leave();
        return closed.future();
    }
}
