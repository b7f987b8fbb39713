package dev.sluice.proxy.server;

import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.generation.Generation;
import dev.sluice.proxy.generation.Generations;
import dev.sluice.proxy.io.Room;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.telemetry.CallMeter;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Handles every request to the data plane. Shared by all event loops. */
public final class DataPlane implements Handler<HttpServerRequest> {

    private final Generations generations;
    private final Timers timers;
    private final CallMeter meter;
    private final ConnectionGuard guard;
    private final Function<Generation, Terms> terms;
    private final CallIds ids = new CallIds();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Room room = new Room();
    private final Sessions sessions = new Sessions();

    /**
     * Makes the handler.
     *
     * @param generations where each call gets its config from
     * @param timers time
     * @param meter is told of every call
     */
    public DataPlane(Generations generations, Timers timers, CallMeter meter) {
        this.generations = generations;
        this.timers = timers;
        this.meter = meter;
        ServerSettings started = generations.current().parts().settings().server();
        this.guard = new ConnectionGuard(started);
        this.terms = generation -> Terms.of(generation, started);
    }

    @Override
    public void handle(HttpServerRequest request) {
        Generation generation = generations.enter();
        guard.began(request);
        meter.callStarted();
        underWay.incrementAndGet();
        new Exchange(this, generation.derived(Terms.class, terms), request).start();
    }

    /**
     * Calls under way, in all generations.
     *
     * @return how many
     */
    public int underWay() {
        return underWay.get();
    }

    Sessions sessions() {
        return sessions;
    }

    Room room() {
        return room;
    }

    ConnectionGuard guard() {
        return guard;
    }

    InvalidRequest invalid() {
        return new InvalidRequest(timers);
    }

    Timers timers() {
        return timers;
    }

    String nextId() {
        return ids.next();
    }

    void ended(Generation generation, HttpServerRequest request, CallEnd end) {
        guard.ended(request);
        underWay.decrementAndGet();
        generation.leave();
        meter.callEnded(end);
    }
}
