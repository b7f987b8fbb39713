package dev.sluice.plugins.retrieve.ground;

import dev.sluice.api.Call;
import dev.sluice.api.Fatal;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the vectors by which sentences of answers are compared with those of their sources. Vectors of sources are kept, by their texts:
 * the same chunks are found again and again. May be used on any thread.
 */
public final class Meaning {

    /** About 1.5 KiB each, of a model with 384 dimensions, and its text. */
    private static final int KEPT = 4_096;

    /** A longer text is embedded each time: it is a table, or no text at all. */
    private static final int LONGEST_KEPT = 1_000;

    private final Embedder embedder;
    private final Duration patience;
    private final PluginContext context;
    private final Meters.Timing time;
    private final Meters.Counter failures;
    private final Map<String, float[]> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * Makes one for the filters of a collection.
     *
     * @param embedder makes the vectors
     * @param source what is searched, as the config names it
     * @param patience how long the vectors of sentences that end together are waited for
     * @param context timers and meters
     */
    public Meaning(Embedder embedder, String source, Duration patience, PluginContext context) {
        this.embedder = embedder;
        this.patience = patience;
        this.context = context;
        this.time = context.meters().timing("grounding_embed", "collection", source);
        this.failures = context.meters().counter("grounding_embed_failures", "collection", source);
    }

    /** Starts a reply. */
    Comparison compare(Call call, Evidence evidence) {
        Comparison comparison = new Comparison(this, call, evidence, patience, context.timers());
        call.scope().onEnd(comparison::stop);
        return comparison;
    }

    void failed() {
        failures.increment();
    }

    /**
     * Embeds all that is not kept, at once.
     *
     * @param passing not to be kept
     * @param lasting to be kept
     */
    Future<Map<String, float[]>> vectors(Collection<String> passing, Collection<String> lasting) {
        Map<String, float[]> known = known(lasting);
        Set<String> asked = new LinkedHashSet<>(passing);
        asked.addAll(lasting);
        asked.removeAll(known.keySet());
        if (asked.isEmpty()) {
            return Future.succeededFuture(known);
        }
        List<String> texts = new ArrayList<>(asked);
        long start = context.timers().nanoTime();
        return Fatal.caught(() -> embedder.embedPeers(texts)).map(vectors -> {
            time.record(Duration.ofNanos(context.timers().nanoTime() - start));
            for (int i = 0; i < texts.size(); i++) {
                known.put(texts.get(i), vectors.get(i));
            }
            keep(lasting, known);
            return known;
        });
    }

    private synchronized Map<String, float[]> known(Collection<String> texts) {
        Map<String, float[]> known = new HashMap<>();
        for (String text : texts) {
            float[] vector = kept.get(text);
            if (vector != null) {
                known.put(text, vector);
            }
        }
        return known;
    }

    private synchronized void keep(Collection<String> texts, Map<String, float[]> vectors) {
        for (String text : texts) {
            float[] vector = vectors.get(text);
            if (vector != null && text.length() <= LONGEST_KEPT) {
                kept.put(text, vector);
            }
        }
    }
}
