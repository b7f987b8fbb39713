package dev.sluice.plugins.retrieve.ground;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares the sentences of one reply with what its sources say, by vectors: each with the sentence that holds the most of its words, and
 * with the clauses of that. Where vectors fail, or take too long, the rest of the reply goes without, which is said once. Used on
 * the call's event loop; {@link #of} on any thread, once {@link #learn} is done.
 */
final class Comparison implements Likenesses {

    /** Sentences that are embedded at a time, so that what a call that has ended leaves behind is little. */
    private static final int TOGETHER = 8;

    /** Sentences of one reply that are compared; of a longer one the rest goes by its words. */
    private static final int MOST = 1_000;

    private final Meaning meaning;
    private final Call call;
    private final Evidence evidence;
    private final Duration patience;
    private final Timers timers;
    private final Map<String, Double> known = new HashMap<>();
    private Promise<Void> learning = Promise.promise();
    private boolean over;

    Comparison(Meaning meaning, Call call, Evidence evidence, Duration patience, Timers timers) {
        this.meaning = meaning;
        this.call = call;
        this.evidence = evidence;
        this.patience = patience;
        this.timers = timers;
    }

    @Override
    public @Nullable Double of(String sentence) {
        return known.get(sentence);
    }

    /** Done, and never failed, when all that can be known of {@link #pairs} is, or they have been waited for long enough. */
    Future<Void> learn(Map<String, List<String>> pairs) {
        if (pairs.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        learning = done;
        Timers.Timer late = timers.after(patience, () -> giveUp("they took too long", done));
        next(pairs.entrySet().iterator(), done);
        return done.future().onComplete(end -> late.cancel());
    }

    /** Nobody wants to know any more: what is waited for is waited for no longer. */
    void stop() {
        over = true;
        learning.tryComplete();
    }

    /** For each sentence that is worth it and not known yet, what it is compared with. On any thread while nothing is being learnt. */
    Map<String, List<String>> pairs(List<String> sentences) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        for (String sentence : sentences) {
            boolean isNew = !over && known.size() + pairs.size() < MOST && !known.containsKey(sentence);
            Evidence.Claim claim = isNew ? evidence.claim(sentence) : null;
            if (claim != null && claim.isComparable()) {
                pairs.put(sentence, like(claim));
            }
        }
        return pairs;
    }

    /** What a sentence is compared with. */
    static List<String> like(Evidence.Claim claim) {
        List<String> like = new ArrayList<>(Clauses.of(claim.nearest()));
        like.add(claim.nearest());
        return like;
    }

    /** A loop where vectors are there at once, so that no stack grows. */
    private void next(Iterator<Map.Entry<String, List<String>>> pairs, Promise<Void> done) {
        while (!over && pairs.hasNext()) {
            Map<String, List<String>> some = new LinkedHashMap<>();
            while (pairs.hasNext() && some.size() < TOGETHER) {
                Map.Entry<String, List<String>> pair = pairs.next();
                some.put(pair.getKey(), pair.getValue());
            }
            Future<Map<String, float[]>> vectors = vectors(some);
            if (!vectors.isComplete()) {
                vectors.onComplete(made -> {
                    take(some, vectors, done);
                    next(pairs, done);
                });
                return;
            }
            take(some, vectors, done);
        }
        done.tryComplete();
    }

    private Future<Map<String, float[]>> vectors(Map<String, List<String>> pairs) {
        Set<String> lasting = new LinkedHashSet<>();
        pairs.values().forEach(lasting::addAll);
        return meaning.vectors(pairs.keySet(), lasting);
    }

    private void take(Map<String, List<String>> pairs, Future<Map<String, float[]>> made, Promise<Void> done) {
        if (made.failed()) {
            giveUp("it failed", done);
        } else if (!over) {
            pairs.forEach((sentence, others) -> known.put(
                    sentence,
                    likest(
                            sentence,
                            others,
                            text -> Objects.requireNonNull(made.result().get(text)))));
        }
    }

    /** The cosine of the likest of them. */
    static double likest(String sentence, List<String> others, Function<String, float[]> vectors) {
        float[] vector = vectors.apply(sentence);
        return others.stream()
                .mapToDouble(other -> cosine(vector, vectors.apply(other)))
                .max()
                .orElse(0);
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
        }
        return product;
    }

    private void giveUp(String why, Promise<Void> done) {
        if (!over) {
            over = true;
            meaning.failed();
            String reason = "the embedder gave no vectors: " + why;
            call.journal().decide(new Decision("retrieve", "grounding-by-words", reason));
            call.journal().warn("retrieve: the answer was held against the sources by words alone, since " + reason);
        }
        done.tryComplete();
    }
}
