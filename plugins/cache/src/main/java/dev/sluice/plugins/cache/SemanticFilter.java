package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.cache.semantic.Gates;
import dev.sluice.plugins.cache.semantic.VectorIndex;
import dev.sluice.plugins.cache.semantic.VectorIndex.Near;
import dev.sluice.plugins.cache.semantic.Wording;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Gives the answer to one question to another that means the same, where both calls are the same in everything else. */
final class SemanticFilter implements Filter {

    static final String NAME = "semantic-cache";
    static final String HIT = "semantic-hit";

    private static final String SIMILARITY = "x-sluice-cache-similarity";

    /** How many of the nearest are looked at. */
    private static final int CANDIDATES = 8;

    /** A search of so many takes about 100 µs; more is searched beside the event loop. */
    private static final int QUICK = 1_000;

    private final SemanticConfig config;
    private final Timers timers;
    private final PluginContext context;
    private final CacheKey keys;
    private final Store store;
    private final Keeper keeper;
    private final Forms forms;
    private final Endpoints endpoints;
    private final Found found;
    private final Meters.Counter hits;
    private final Meters.Counter misses;

    /** What questions are found by. */
    private record Found(
            Embedder embedder,
            Vectors vectors,
            Gates gates,
            VectorIndex index,
            Sharing sharing,
            Trust trust,
            Checking checking) {}

    private SemanticFilter(SemanticConfig config, PluginContext context, Found found) {
        this.config = config;
        this.context = context;
        this.timers = context.timers();
        this.keys = new CacheKey(config.keys(), context.chain());
        this.store = new Store(NAME, config.memory().bytes(), context);
        this.keeper = new Keeper(config.keeping(), store, context);
        this.forms = new Forms(Pace.atOnce(timers), config.maxEntry().bytes());
        this.endpoints = new Endpoints(context.dialects());
        this.found = found;
        this.hits = context.meters().counter("calls", "result", "hit");
        this.misses = context.meters().counter("calls", "result", "miss");
    }

    static SemanticFilter make(SemanticConfig config, PluginContext context, Embedder embedder) {
        Gates gates = new Gates();
        VectorIndex index = new VectorIndex(config.entries());
        Sharing sharing = new Sharing(context, gates, index, embedder.model().dimensions(), config.ttl());
        Trust trust = new Trust(config.error(), context);
        Checking checking = new Checking(gates, embedder, trust, config.agreement(), context);
        Vectors vectors = new Vectors(embedder, config.vectorsWithin(), context);
        Purges.serve(context);
        context.meters().gauge("questions", index::size);
        return new SemanticFilter(
                config, context, new Found(embedder, vectors, gates, index, sharing, trust, checking));
    }

    /** A call with its question, and where its answer would lie. */
    @SuppressWarnings("ArrayRecordComponent") // A vector; calls are never compared.
    private record Asked(
            Call call,
            Next next,
            Directives wants,
            Question question,
            Address address,
            String compartment,
            float[] vector) {

        String tenantCompartment() {
            return address.tenant() + "/" + compartment;
        }
    }

    @Override
    public Future<Reply> apply(Call call, Next next) {
        Directives wants = Directives.of(call.headers());
        Optional<Question> question = wants.keep() && wants.send() ? Question.of(call, config) : Optional.empty();
        boolean fits = question.isPresent()
                && found.trust().isOn(call.route())
                && found.embedder().tokens(question.get().text())
                        <= found.embedder().model().window();
        return fits ? embedded(call, next, wants, question.get()) : next.proceed(call);
    }

    private Future<Reply> embedded(Call call, Next next, Directives wants, Question question) {
        return found.vectors()
                .of(question.text(), call)
                .compose(known -> known.map(one -> asked(call, next, wants, question, one))
                        .map(this::answer)
                        .orElseGet(() -> next.proceed(call)));
    }

    private Asked asked(Call call, Next next, Directives wants, Question question, float[] vector) {
        String apart = wants.namespace() + "/" + found.embedder().model().name();
        Obj body = Objects.requireNonNull(call.json());
        Address address = Address.own(call.caller().tenant(), keys.of(call, body, apart), Form.of(call, body));
        return new Asked(call, next, wants, question, address, keys.of(call, question.around(), apart), vector);
    }

    private Future<Reply> answer(Asked one) {
        if (!one.wants().read()) {
            return send(one);
        }
        return found.sharing()
                .read(one.address().tenant(), one.compartment())
                .compose(read -> nearest(one))
                .compose(near -> near.map(hit -> fetched(one, hit)).orElseGet(() -> send(one)));
    }

    private Future<Optional<Near>> nearest(Asked one) {
        int questions = found.index().size(one.tenantCompartment());
        return questions > QUICK
                ? context.computing(one.call().scope(), (long) questions * one.vector().length, () -> passing(one))
                        .recover(SemanticFilter::withoutOne)
                : Future.succeededFuture(passing(one));
    }

    /** Where there is no room to look, nothing is near. */
    private static Future<Optional<Near>> withoutOne(Throwable failure) {
        boolean busy = failure instanceof CallError error && error.category() == CallError.Category.OVERLOADED;
        return busy ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure);
    }

    private Optional<Near> passing(Asked one) {
        long now = timers.now().toEpochMilli();
        List<Near> near =
                found.index().search(one.tenantCompartment(), one.vector(), config.threshold(), CANDIDATES, now);
        Wording wording =
                near.isEmpty() ? null : found.gates().wording(one.question().text());
        return near.stream()
                .filter(candidate -> wording != null && passes(wording, candidate))
                .findFirst();
    }

    private boolean passes(Wording asked, Near candidate) {
        return switch (found.gates().compare(asked, candidate.question().wording())) {
            case SAME_WORDS -> true;
            case MOST_WORDS -> candidate.cosine() >= config.near();
            default -> false;
        };
    }

    private Future<Reply> fetched(Asked one, Near near) {
        String id = near.question().id().substring(one.address().tenant().length() + 1);
        return store.get(new Flights.Key(one.address().tenant(), id)).compose(entry -> {
            if (entry.isEmpty() || !entry.get().isFresh(timers.now())) {
                found.index().remove(near.question()); // It was purged, or pushed out.
                return send(one);
            }
            boolean good = one.wants().accepts(entry.get().age(timers.now()))
                    && entry.get().serves(one.address().form());
            return good ? hit(one, near, entry.get()) : send(one);
        });
    }

    private Future<Reply> hit(Asked one, Near near, Entry entry) {
        Endpoint from = endpoints.of(entry.form(), one.call());
        if (from == null) {
            return send(one); // Of a plugin that is gone.
        }
        Supplier<Reply> kept = () -> entry.reply(from, HIT, timers.now(), Pace.atOnce(timers));
        return forms.say(kept.get(), entry.form(), one.call(), one.address().form())
                .map(reply -> told(one, near, kept, reply))
                .recover(failure -> send(one));
    }

    private Reply told(Asked one, Near near, Supplier<Reply> kept, Reply reply) {
        String similarity = String.format(Locale.ROOT, "%.3f", near.cosine());
        one.call().journal().decide(new Decision(NAME, "hit", "similarity " + similarity));
        hits.increment();
        if (ThreadLocalRandom.current().nextDouble() < config.check()) {
            found.checking().check(one.call(), one.next(), kept.get());
        }
        return reply.withHeaders(reply.headers().with(SIMILARITY, similarity));
    }

    private Future<Reply> send(Asked one) {
        one.call().journal().decide(new Decision(NAME, "miss", ""));
        misses.increment();
        Keeper.Place place = keeper.place(one.call(), one.address(), one.wants().tags());
        return one.next()
                .proceed(one.call())
                .map(reply -> keeper.watched(one.call(), reply, place, kept -> {
                    if (kept) {
                        remember(one);
                    }
                }));
    }

    private void remember(Asked one) {
        found.sharing()
                .add(new Shared(
                        one.address().tenant(),
                        one.compartment(),
                        one.address().key(),
                        one.question().text(),
                        timers.now().plus(config.ttl()).toEpochMilli(),
                        one.vector()));
    }
}
