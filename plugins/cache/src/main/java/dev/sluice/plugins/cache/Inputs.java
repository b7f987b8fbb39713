package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Whole;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Answers calls for embeddings input by input: what was embedded before is taken from what is kept, and upstream is asked for the rest. The usage
 * that the reply tells is what the rest has cost, so nothing where nothing was asked for.
 *
 * <p>Reads the shape of OpenAI's endpoint ({@code input}, and {@code data} with {@code index} and {@code embedding}).
 */
final class Inputs {

    /** As many as the largest providers take. */
    private static final int MOST = 2_048;

    private static final String KNOWN = "x-sluice-cache-inputs";

    private final CacheConfig config;
    private final CacheKey keys;
    private final Store store;
    private final Upstream upstream;
    private final Timers timers;

    Inputs(CacheConfig config, CacheKey keys, Store store, Upstream upstream, Timers timers) {
        this.config = config;
        this.keys = keys;
        this.store = store;
        this.upstream = upstream;
        this.timers = timers;
    }

    /** Whether a call is one whose inputs can be told apart. */
    static boolean isReadable(Asking one) {
        Obj body = one.call().json();
        return body != null && !one.call().streamed() && !of(body).isEmpty() && of(body).size() <= MOST;
    }

    /** A call, its inputs, where each one's vector is going to lie, and what is there. */
    private record Batch(
            Asking one, Obj body, List<Json> inputs, List<Forgotten.Watch> places, List<Optional<Obj>> known) {

        /** The first of each that is not known: what is asked twice is sent once. */
        List<Integer> missing() {
            Set<Flights.Key> seen = new HashSet<>();
            return IntStream.range(0, known.size())
                    .filter(i ->
                            known.get(i).isEmpty() && seen.add(places.get(i).key()))
                    .boxed()
                    .toList();
        }

        int found() {
            return (int) known.stream().filter(Optional::isPresent).count();
        }
    }

    Future<Reply> answer(Asking one) {
        Obj body = Objects.requireNonNull(one.call().json());
        List<Json> inputs = of(body);
        Set<String> tags = Purges.tags(one.call(), one.asked().tags());
        List<Forgotten.Watch> where = inputs.stream()
                .map(input -> store.watch(key(one, body, input), tags))
                .toList();
        List<Future<Optional<Obj>>> looks =
                where.stream().map(place -> look(place.key(), one.asked())).toList();
        return Future.all(looks)
                .map(all -> new Batch(one, body, inputs, where, all.<Optional<Obj>>list()))
                .compose(batch -> batch.missing().isEmpty() ? Future.succeededFuture(all(batch)) : rest(batch));
    }

    private Flights.Key key(Asking one, Obj body, Json input) {
        Obj alone = body.with("input", Json.array(input));
        return new Flights.Key(
                one.address().tenant(),
                keys.of(one.call(), alone, "input:" + one.asked().namespace()));
    }

    private Future<Optional<Obj>> look(Flights.Key key, Directives asked) {
        if (!asked.read()) {
            return Future.succeededFuture(Optional.empty());
        }
        return store.get(key)
                .map(entry -> entry.filter(
                                found -> found.isFresh(timers.now()) && asked.accepts(found.age(timers.now())))
                        .flatMap(found -> parsed(found.body())));
    }

    private Reply all(Batch batch) {
        decide(batch.one().call(), "hit", batch.inputs().size() + " inputs");
        Obj none = Json.object("prompt_tokens", 0, "total_tokens", 0);
        List<Obj> known = batch.known().stream().map(Optional::orElseThrow).toList();
        Obj reply = Json.object("object", "list")
                .with("data", data(known))
                .with("model", Objects.requireNonNullElse(known.getFirst().get("model"), Json.of("")))
                .with("usage", none);
        Headers headers = Headers.of("content-type", "application/json").with(CacheFilter.HEADER, "hit");
        return new Whole(
                200, told(headers, batch), reply.toBuffer(), batch.one().call().endpoint(), Stopwatch.STOPPED);
    }

    /** Asks for what is missing. Where that is all of it, the request and its reply stay as they are. */
    private Future<Reply> rest(Batch batch) {
        if (!batch.one().asked().send()) {
            return Future.failedFuture(CacheFilter.notKept());
        }
        List<Integer> missing = batch.missing();
        if (missing.size() == batch.inputs().size()) {
            return upstream.send(plain(batch.one())).map(reply -> keep(reply, batch, missing));
        }
        Json[] asked = missing.stream().map(i -> batch.inputs().get(i)).toArray(Json[]::new);
        Obj body = batch.body().with("input", Json.array((Object[]) asked));
        Asking one = batch.one();
        Call call = one.call().withJson(body);
        Address address = Address.own(
                one.address().tenant(),
                keys.of(call, body, one.asked().namespace()),
                one.address().form());
        return upstream.send(asking(one, call, address))
                .compose(reply -> joined(keep(reply, batch, missing), batch, missing));
    }

    private static Asking plain(Asking one) {
        return asking(one, one.call(), one.address());
    }

    private static Asking asking(Asking one, Call call, Address address) {
        return new Asking(call, one.next(), address, one.asked().withoutKeeping());
    }

    /** Keeps each vector that came, and returns the reply as it is. */
    private Reply keep(Reply reply, Batch batch, List<Integer> missing) {
        Obj body = reply instanceof Whole whole && reply.status() == 200 ? whole.json() : null;
        if (body == null) {
            return told(reply, batch);
        }
        List<Json> vectors = vectors(body, missing.size());
        for (int i = 0; i < vectors.size(); i++) {
            Obj one = Json.object("embedding", vectors.get(i))
                    .with("model", Objects.requireNonNullElse(body.get("model"), Json.of("")));
            Forgotten.Watch place = batch.places().get(missing.get(i));
            Duration fresh = config.keeping().jittered();
            Entry entry = new Entry(
                    timers.now(),
                    fresh,
                    batch.one().address().form(),
                    "application/json",
                    place.tags(),
                    false,
                    false,
                    null,
                    one.toBuffer());
            store.put(entry, fresh, place);
        }
        return told(reply, batch);
    }

    /** The reply to what was missing, with what was known in its places; all is asked for anew if that makes no sense. */
    private Future<Reply> joined(Reply reply, Batch batch, List<Integer> missing) {
        if (!reply.isSuccess()) {
            return Future.succeededFuture(reply);
        }
        Obj body = reply instanceof Whole whole ? whole.json() : null;
        List<Json> vectors = body == null ? List.of() : vectors(body, missing.size());
        if (body == null || vectors.isEmpty()) {
            reply.cancel();
            return upstream.send(plain(batch.one()));
        }
        Map<Flights.Key, Obj> came = new HashMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            came.put(batch.places().get(missing.get(i)).key(), Json.object("embedding", vectors.get(i)));
        }
        List<Obj> every = IntStream.range(0, batch.inputs().size())
                .mapToObj(i -> batch.known()
                        .get(i)
                        .orElseGet(() -> Objects.requireNonNull(
                                came.get(batch.places().get(i).key()))))
                .toList();
        decide(
                batch.one().call(),
                "part",
                batch.found() + " of " + batch.inputs().size() + " inputs");
        return Future.succeededFuture(((Whole) reply).withJson(body.with("data", data(every))));
    }

    private static Arr data(List<Obj> vectors) {
        Object[] items = new Object[vectors.size()];
        Arrays.setAll(
                items,
                i -> Json.object(
                        "object",
                        "embedding",
                        "index",
                        i,
                        "embedding",
                        Objects.requireNonNull(
                                Objects.requireNonNull(vectors.get(i)).get("embedding"))));
        return Json.array(items);
    }

    /** The vectors of a reply in the order of their inputs; none if there are not just so many. */
    private static List<Json> vectors(Obj reply, int count) {
        Json[] found = new Json[count];
        Arr data = reply.array("data");
        if (data == null || data.size() != count) {
            return List.of();
        }
        for (Json item : data) {
            Num index = item instanceof Obj object ? object.number("index") : null;
            Json vector = item instanceof Obj object ? object.get("embedding") : null;
            int at = index == null ? -1 : (int) index.asDouble();
            if (vector == null || at < 0 || at >= count || found[at] != null) {
                return List.of();
            }
            found[at] = vector;
        }
        return List.of(found);
    }

    /** A text, several texts, the tokens of a text, or of several; empty if it is something else. */
    private static List<Json> of(Obj body) {
        return switch (body.get("input")) {
            case Str text -> List.of(text);
            case Arr several when !several.isEmpty() && several.get(0) instanceof Num -> List.of(several);
            case Arr several -> several.stream().toList();
            case null, default -> List.of();
        };
    }

    private static Optional<Obj> parsed(Buffer kept) {
        try {
            return Json.parse(kept) instanceof Obj one && one.has("embedding") ? Optional.of(one) : Optional.empty();
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Reply told(Reply reply, Batch batch) {
        return reply.withHeaders(told(reply.headers(), batch));
    }

    private static Headers told(Headers headers, Batch batch) {
        return headers.with(KNOWN, batch.found() + "/" + batch.inputs().size());
    }

    private static void decide(Call call, String what, String why) {
        call.journal().decide(new Decision(CacheFilter.NAME, what, why));
    }
}
