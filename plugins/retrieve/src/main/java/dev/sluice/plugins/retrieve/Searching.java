package dev.sluice.plugins.retrieve;

import dev.sluice.api.Caller;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.Embedder.Purpose;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.index.Hit;
import dev.sluice.plugins.retrieve.index.Question;
import dev.sluice.plugins.retrieve.index.Question.Asker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches one collection as one filter's config says, off the event loop. */
final class Searching {

    /** English words have about four letters and a third; an estimate where no model counts. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final RetrieveConfig config;
    private final Shelf shelf;
    private final @Nullable Embedder embedder;
    private final PluginContext context;
    private final Meters.Timing time;
    private final List<Question.Filter> filters;

    Searching(RetrieveConfig config, Shelf shelf, @Nullable Embedder embedder, PluginContext context) {
        this.config = config;
        this.shelf = shelf;
        this.embedder = embedder;
        this.context = context;
        this.time = context.meters().timing("search", "collection", config.collection());
        this.filters = config.filters().stream()
                .map(RetrieveConfig.FilterSettings::filter)
                .toList();
    }

    Future<Sources> find(String text, Caller caller) {
        if (embedder == null) {
            return find(text, null, caller);
        }
        return embedder.embed(Purpose.QUERY, List.of(text)).compose(vectors -> find(text, vectors.getFirst(), caller));
    }

    private Future<Sources> find(String text, float @Nullable [] vector, Caller caller) {
        Question question = new Question(
                text,
                vector,
                Asker.of(caller.tenant(), caller.labels()),
                filters,
                config.ranking().ranking(),
                config.topK());
        return context.blocking(() -> {
            long start = context.timers().nanoTime();
            List<Hit> hits = shelf.search(question, context.timers().now());
            time.record(Duration.ofNanos(context.timers().nanoTime() - start));
            return Sources.of(config.collection(), hits, config.floor(), config.maxTokens(), this::tokens);
        });
    }

    private int tokens(String text) {
        return embedder == null ? text.length() / CHARACTERS_PER_TOKEN : embedder.tokens(text);
    }
}
