package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Journal;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.SharedReply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.state.Cache;
import dev.sluice.plugins.cache.Flights.Flight;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers from what is kept; has equal calls that come at once share one upstream call; keeps what comes of it. */
final class CacheFilter implements Filter {

    static final String NAME = "cache";
    static final String HEADER = "x-sluice-cache";

    private final CacheConfig config;
    private final Timers timers;
    private final Cache entries;
    private final Flights flights;
    private final Supplier<Map<Flight, SharedReply>> here;
    private final Meters.Counter hits;
    private final Meters.Counter shared;
    private final Meters.Counter misses;
    private final Meters.Counter bypassed;

    CacheFilter(CacheConfig config, PluginContext context, Cache entries, Flights flights) {
        this.config = config;
        this.timers = context.timers();
        this.entries = entries;
        this.flights = flights;
        this.here = context.perLoop(HashMap::new);
        this.hits = context.meters().counter("calls", "result", "hit");
        this.shared = context.meters().counter("calls", "result", "shared");
        this.misses = context.meters().counter("calls", "result", "miss");
        this.bypassed = context.meters().counter("calls", "result", "bypass");
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        Directives asked = Directives.of(call.headers());
        Obj body = call.json();
        if (body == null || !Keepable.isAskedFor(call, body) || !asked.keep()) {
            bypassed.increment();
            return marked(next.proceed(call), "bypass");
        }
        String key = CacheKey.of(call, body, asked.namespace(), config.ignore());
        Flight flight = new Flight(call.caller().tenant(), key);
        return asked.read() ? answered(new Asking(call, next, flight, asked), true) : send(call, next, flight);
    }

    /** One call that looks for its answer. */
    private record Asking(Call call, Next next, Flight flight, Directives asked) {}

    private Future<Reply> answered(Asking one, boolean mayWait) {
        SharedReply underWay = here.get().get(one.flight());
        if (underWay != null && underWay.isOpen()) {
            return joined(one, underWay);
        }
        return entries.get(one.flight().tenant(), one.flight().key())
                .otherwise((Buffer) null) // A store that is away costs a hit, not the call.
                .compose(kept -> found(one, kept, mayWait));
    }

    private Future<Reply> found(Asking one, @Nullable Buffer kept, boolean mayWait) {
        Entry entry = kept == null ? null : Entry.read(kept);
        if (entry != null && one.asked().accepts(entry.age(timers.now()))) {
            hits.increment();
            decide(one.call(), "hit");
            return Future.succeededFuture(entry.reply(one.call(), timers.now()));
        }
        SharedReply underWay = here.get().get(one.flight());
        if (underWay != null && underWay.isOpen()) {
            return joined(one, underWay);
        }
        if (mayWait && !flights.begin(one.flight())) {
            return landed(one.flight()).compose(waited -> answered(one, false));
        }
        return send(one.call(), one.next(), one.flight());
    }

    private Future<Reply> joined(Asking one, SharedReply underWay) {
        shared.increment();
        decide(one.call(), "shared");
        return marked(underWay.join(one.call()), "hit");
    }

    /** Waits for the answer that another event loop is getting, for so long and no longer. */
    private Future<Void> landed(Flight flight) {
        Promise<Void> done = Promise.promise();
        Timers.Timer patience = timers.after(config.patience(), done::tryComplete);
        flights.landed(flight).onComplete(landed -> {
            patience.cancel();
            done.tryComplete();
        });
        return done.future();
    }

    private Future<Reply> send(Call call, Next next, Flight flight) {
        misses.increment();
        decide(call, "miss");
        Next kept = sent -> next.proceed(sent)
                .onComplete(answered -> tell(sent.journal(), call.journal()))
                .map(reply -> watched(sent, reply, flight));
        SharedReply leader = SharedReply.start(call, kept, config.maxEntry().bytes());
        Map<Flight, SharedReply> loop = here.get();
        loop.put(flight, leader);
        call.scope().onEnd(() -> over(flight, leader, loop));
        return marked(leader.join(call), "miss").onFailure(failed -> over(flight, leader, loop));
    }

    /** What the call that was sent for all has met belongs into the record of the one that had it sent. */
    private static void tell(Journal sent, Journal leader) {
        Target target = sent.target();
        if (target != null) {
            leader.sentTo(target);
        }
        sent.decisions().forEach(leader::decide);
        sent.warnings().forEach(leader::warn);
    }

    /** The leader's client has its reply, or has left: who is still reading goes on, and nobody joins any more. */
    private void over(Flight flight, SharedReply leader, Map<Flight, SharedReply> loop) {
        loop.remove(flight, leader);
        flights.end(flight);
    }

    private Reply watched(Call sent, Reply reply, Flight flight) {
        if (reply instanceof Streamed streamed) {
            Tap tap = new Tap(streamed.frames(), config.maxEntry().bytes());
            Streamed tapped =
                    new Streamed(streamed.status(), streamed.headers(), tap, streamed.endpoint(), streamed.stopwatch());
            return tapped.onEnd(outcome -> {
                if (Keepable.isReply(sent.operation(), reply.status(), reply.headers(), outcome)) {
                    keep(sent, reply, tap.seen(), flight);
                }
            });
        }
        return reply.onEnd(outcome -> {
            if (reply instanceof Whole whole
                    && Keepable.isReply(sent.operation(), reply.status(), reply.headers(), outcome)) {
                keep(sent, reply, whole.body(), flight);
            }
        });
    }

    private void keep(Call sent, Reply reply, @Nullable Buffer body, Flight flight) {
        if (body == null || body.length() > config.maxEntry().bytes()) {
            return;
        }
        boolean readable = reply.headers().get("content-encoding") == null;
        if (!config.toolCalls() && (!readable || Keepable.callsTools(body))) {
            return; // Nobody can say whether an encoded body calls a tool.
        }
        Buffer entry = Entry.of(reply, body, timers.now()).toBuffer();
        Set<String> tags =
                Set.of(PurgeAdmin.EVERYTHING, PurgeAdmin.route(sent.route()), PurgeAdmin.model(sent.model()));
        entries.put(flight.tenant(), flight.key(), entry, ttl(), tags);
    }

    private Duration ttl() {
        double share = 1 - config.jitter() * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis(Math.max(1, (long) (config.ttl().toMillis() * share)));
    }

    private static Future<Reply> marked(Future<Reply> reply, String word) {
        return reply.map(arrived -> arrived.withHeaders(arrived.headers().with(HEADER, word)));
    }

    private static void decide(Call call, String what) {
        call.journal().decide(new Decision(NAME, what, ""));
    }
}
