package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers from what is kept; has equal calls that come at once share one upstream call; keeps what comes of it. */
final class CacheFilter implements Filter {

    static final String NAME = "cache";
    static final String HEADER = "x-sluice-cache";

    private final Timers timers;
    private final Addresses addresses;
    private final Store store;
    private final Upstream upstream;
    private final Endpoints endpoints;
    private final Crossing crossing;
    private final Inputs inputs;
    private final Pace pace;
    private final Counts counts;

    CacheFilter(CacheConfig config, PluginContext context, Flights flights) {
        CacheKey keys = new CacheKey(config, context.chain());
        this.timers = context.timers();
        this.counts = new Counts(context.meters());
        this.store = new Store(NAME, config.memory().bytes(), context);
        this.pace = Pace.of(config.pace(), timers);
        this.addresses = new Addresses(keys, context);
        this.crossing = new Crossing(context, pace);
        Keeper keeper = new Keeper(config.keeping(), store, context);
        this.upstream = new Upstream(config, context, flights, keeper, crossing, counts);
        this.endpoints = new Endpoints(context.dialects());
        this.inputs = new Inputs(config, keys, store, upstream, timers);
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        Directives asked = Directives.of(call.headers());
        if (!asked.keep()) {
            return bypass(call, next, asked);
        }
        return addresses
                .of(call, asked.namespace())
                .compose(address -> address.map(found -> answer(new Asking(call, next, found, asked)))
                        .orElseGet(() -> bypass(call, next, asked)));
    }

    private Future<Reply> bypass(Call call, Next next, Directives asked) {
        if (!asked.send()) {
            return Future.failedFuture(notKept());
        }
        counts.bypassed();
        return next.proceed(call).map(reply -> Upstream.marked(reply, "bypass"));
    }

    private Future<Reply> answer(Asking one) {
        if (one.call().operation() == Operation.EMBEDDINGS && Inputs.isReadable(one)) {
            return inputs.answer(one);
        }
        if (!one.asked().read()) {
            return send(one);
        }
        Entry near = store.near(one.address().place());
        if (near != null && near.isFresh(timers.now()) && isGood(near, one)) {
            return hit(near, one);
        }
        return store.get(one.address().place())
                .compose(entry -> entry.or(() -> keptMeanwhile(one))
                        .filter(found -> isGood(found, one))
                        .map(found -> hit(found, one))
                        .orElseGet(() -> send(one)));
    }

    /** A call that asked the same may have ended while the second tier was looked into. */
    private Optional<Entry> keptMeanwhile(Asking one) {
        return Optional.ofNullable(store.near(one.address().place())).filter(entry -> entry.isFresh(timers.now()));
    }

    private boolean isGood(Entry entry, Asking one) {
        Duration age = entry.age(timers.now());
        return entry.serves(one.address().form())
                && one.asked().accepts(age)
                && age.compareTo(entry.fresh().plus(upstream.stale())) < 0;
    }

    private Future<Reply> hit(Entry entry, Asking one) {
        if (!entry.form().equals(one.address().form())) {
            return saidOtherwise(entry, one);
        }
        told(entry, one);
        return Future.succeededFuture(entry.reply(one.call().endpoint(), "hit", timers.now(), pace(one)));
    }

    private Future<Reply> saidOtherwise(Entry entry, Asking one) {
        Endpoint from = endpoints.of(entry.form(), one.call());
        if (from == null) {
            return send(one); // Of a plugin that is gone.
        }
        if (!Form.areReadAlike(from, one.call().endpoint())) {
            return crossing.say(entry, from, one)
                    .onSuccess(said -> told(entry, one))
                    .recover(failure -> unlessSayable(failure, () -> apart(one)));
        }
        Reply kept = entry.reply(from, "hit", timers.now(), pace(one));
        return upstream.forms()
                .say(kept, entry.form(), one.call(), one.address().form())
                .onSuccess(said -> told(entry, one))
                .recover(failure -> unlessSayable(failure, () -> send(one)));
    }

    /** Looks where none but callers of its dialect do. */
    private Future<Reply> apart(Asking one) {
        return one.address().isShared() ? answer(one.apart()) : send(one);
    }

    private Pace pace(Asking one) {
        return one.address().form().streamed() ? pace : Pace.atOnce(timers);
    }

    private static Future<Reply> unlessSayable(Throwable failure, Supplier<Future<Reply>> instead) {
        return failure instanceof Forms.UnsayableException ? instead.get() : Future.failedFuture(failure);
    }

    private void told(Entry entry, Asking one) {
        boolean fresh = entry.isFresh(timers.now());
        if (!fresh && one.asked().send()) {
            upstream.refresh(one);
        }
        counts.hit();
        one.call().journal().decide(new Decision(NAME, fresh ? "hit" : "stale", one.reason()));
    }

    private Future<Reply> send(Asking one) {
        return one.asked().send() ? upstream.send(one) : Future.failedFuture(notKept());
    }

    static CallError notKept() {
        return CallError.of(
                CallError.Category.TIMEOUT,
                "not_cached",
                "Expected an answer that is kept, as cache-control: only-if-cached asks for, but there is none.");
    }
}
