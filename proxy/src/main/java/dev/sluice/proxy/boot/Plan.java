package dev.sluice.proxy.boot;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.Target;
import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.api.rerank.RerankerFactory;
import dev.sluice.api.retrieve.RetrieverFactory;
import dev.sluice.proxy.config.FilterCommon;
import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.config.RouteSettings;
import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.config.engine.Masked;
import dev.sluice.proxy.model.ModelBook;
import dev.sluice.proxy.plugin.PluginExtension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A config file that was read and checked: everything that it says, and nothing made of it yet.
 *
 * @param settings the file
 * @param masked shows it without secrets
 * @param providers by name, in order, without optional ones whose variables are not set
 * @param leftOut why optional providers are not among them, by name
 * @param models what is known of models: where aliases lead, facts, prices
 * @param embedder what filters embed with; empty if there is none
 * @param classifiers what filters have texts judged by, by name
 * @param rerankers what filters have passages put in order by, by name
 * @param retrievers what filters have documents searched by that lie elsewhere, by name
 * @param collections what the config says of collections of documents, by the record that a filter has for it, and by name
 * @param chains the filters of each chain
 * @param routes in order, the last taking every call
 */
public record Plan(
        Settings settings,
        Masked masked,
        Map<String, ProviderSettings> providers,
        Map<String, String> leftOut,
        ModelBook models,
        Optional<PlannedEmbedder> embedder,
        Map<String, PlannedModel<ClassifierFactory<?>>> classifiers,
        Map<String, PlannedModel<RerankerFactory<?>>> rerankers,
        Map<String, PlannedModel<RetrieverFactory<?>>> retrievers,
        Map<Class<?>, Map<String, Record>> collections,
        Map<String, List<PlannedFilter>> chains,
        List<RouteSettings> routes) {

    /**
     * Where each model alias leads.
     *
     * @return in the order of the config
     */
    public Map<String, List<Target>> aliases() {
        Map<String, List<Target>> aliases = new LinkedHashMap<>();
        models.aliases().forEach(alias -> aliases.put(alias.name(), alias.targets()));
        return aliases;
    }

    /**
     * Whether a route's chain has a filter that knows callers.
     *
     * @param route one of these
     * @return false if anybody is let through
     */
    public boolean asksCallers(RouteSettings route) {
        return chains.getOrDefault(route.chain(), List.of()).stream()
                .anyMatch(filter -> filter.factory().instance().authenticates());
    }

    /**
     * The same with nothing in its chains, to look at where calls would go.
     *
     * @return a copy
     */
    Plan withoutFilters() {
        return new Plan(
                settings,
                masked,
                providers,
                leftOut,
                models,
                embedder,
                classifiers,
                rerankers,
                retrievers,
                collections,
                Map.of(),
                routes);
    }

    /**
     * The embedder that filters share.
     *
     * @param factory makes it
     * @param config its own config, bound
     */
    public record PlannedEmbedder(PluginExtension<EmbedderFactory<?>> factory, Object config) {}

    /**
     * A model that the config gives a name to, and that filters share.
     *
     * @param factory makes it
     * @param config its own config, bound
     * @param <F> what plugins make it by
     */
    public record PlannedModel<F>(PluginExtension<F> factory, Object config) {}

    /**
     * A filter at its place.
     *
     * @param factory makes it
     * @param config its own config, bound
     * @param common the keys that it shares with all filters
     */
    public record PlannedFilter(PluginExtension<FilterFactory<?>> factory, Object config, FilterCommon common) {

        /**
         * The filter's name.
         *
         * @return as in the config
         */
        public String name() {
            return factory.name();
        }
    }
}
