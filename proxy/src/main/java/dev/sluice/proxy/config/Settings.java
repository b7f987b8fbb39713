package dev.sluice.proxy.config;

import dev.sluice.api.config.Binds;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.NamedNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A whole config file. */
@Doc("Sluice's config file. A list of one value may be written as that value alone.")
public record Settings(
        @Min(1) @Max(1) @Doc("The version of this format.") int version,

        @Default("{}") @Doc("The data plane: where applications point their SDKs.")
        ServerSettings server,

        @Default("{}") @Doc("Health, metrics and the admin API.")
        AdminSettings admin,

        @Doc("Upstream accounts by name. A name of a preset (openai, groq, ...) brings its defaults.")
        @Binds(ProviderSettings.class)
        Map<String, ConfigNode> providers,

        @Doc("Model aliases: names that clients may ask for and that stand for targets.") @Binds(ModelSettings.class)
        Map<String, ConfigNode> models,

        @Doc(
                "What texts are made vectors with: the name of an embedder that a plugin brings, and its config; at most one.")
        Map<String, ConfigNode> embedder,

        @Doc(
                "Models that judge texts, by a name that filters ask for them by: the name of a kind that a plugin brings, and its config.")
        Map<String, Map<String, ConfigNode>> classifiers,

        @Doc(
                "Models that put passages in order, by a name that filters ask for them by: the name of a kind that a plugin brings, and its config.")
        Map<String, Map<String, ConfigNode>> rerankers,

        @Doc(
                "Searches of documents that lie elsewhere, by a name that filters ask for them by: the name of a kind that a plugin brings, and its config.")
        Map<String, Map<String, ConfigNode>> retrievers,

        @Doc("Collections of documents by name, for filters that search them.")
        Map<String, ConfigNode> collections,

        @Doc("Ordered lists of filters by name; an item is a filter's name, or its name and its config.")
        Map<String, List<NamedNode>> chains,

        @Doc("What a call matches, first match first; names its chain.") @Binds(RouteSettings.class)
        List<ConfigNode> routes,

        @Default("{}") @Doc("Where quotas, caches and the like are kept: in this process, unless a Redis is named.")
        StateSettings state,

        @Default("{}") @Doc("Where plugin jars come from.") PluginSettings plugins,
        @Default("{}") @Doc("What is logged.") LogSettings log,

        @Doc("Folder for what is kept: plugins' data, the ledger.") @Default("data")
        Path data) {}
