package dev.sluice.plugins.retrieve;

import dev.sluice.api.Grounding;
import dev.sluice.api.Scope;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.retrieve.Passage;
import dev.sluice.plugins.retrieve.ground.Evidence;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents as they were laid before the model, for filters below, which see the reply first; nothing is done unless one asks.
 *
 * @param sources the documents
 * @param template what stands around them; null for the usual words
 * @param text the message for the model: both together
 * @param scope the call's
 * @param context where sentences are held against documents
 */
record Laid(Sources sources, @Nullable String template, String text, Scope scope, PluginContext context)
        implements Grounding {

    static Laid of(Sources sources, @Nullable String template, Scope scope, PluginContext context) {
        return new Laid(sources, template, sources.text(template), scope, context);
    }

    @Override
    public Future<Support> support() {
        List<String> documents =
                sources.passages().stream().map(Passage::searchable).toList();
        long size = documents.stream().mapToLong(String::length).sum();
        return context.computing(scope, size, () -> Evidence.of(documents)).map(evidence -> evidence::support);
    }

    @Override
    public Set<String> texts() {
        return Set.of(text);
    }

    @Override
    public String documents(String text) {
        return sources.documents(template);
    }
}
