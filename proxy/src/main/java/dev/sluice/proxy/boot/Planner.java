package dev.sluice.proxy.boot;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.NamedNode;
import dev.sluice.api.config.Nearest;
import dev.sluice.api.rerank.RerankerFactory;
import dev.sluice.api.retrieve.RetrieverFactory;
import dev.sluice.proxy.boot.Plan.PlannedEmbedder;
import dev.sluice.proxy.boot.Plan.PlannedFilter;
import dev.sluice.proxy.boot.Plan.PlannedModel;
import dev.sluice.proxy.config.FilterCommon;
import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.config.RedisSettings;
import dev.sluice.proxy.config.RouteSettings;
import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.proxy.config.engine.Problems;
import dev.sluice.proxy.config.engine.Suggestion;
import dev.sluice.proxy.model.ModelBook;
import dev.sluice.proxy.model.PriceList;
import dev.sluice.proxy.plugin.ExtensionType;
import dev.sluice.proxy.plugin.PluginExtension;
import dev.sluice.proxy.plugin.PluginGeneration;
import dev.sluice.proxy.plugin.PluginProblem;
import dev.sluice.proxy.upstream.HttpProviders;
import dev.sluice.proxy.upstream.Presets;
import dev.sluice.proxy.upstream.WrongSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a config file against the plugins that are there, and collects everything that is wrong with it. */
public final class Planner {

    private static final String SANDBOX = "sandbox";
    private static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final PluginGeneration plugins;
    private final Set<String> dialects;
    private final PriceList prices;
    private final Problems problems = new Problems();
    private final Map<String, ProviderSettings> providers = new LinkedHashMap<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final Map<NamedNode, PlannedFilter> filters = new LinkedHashMap<>();

    private Planner(PluginGeneration plugins, Set<String> dialects, PriceList prices) {
        this.prices = prices;
        this.plugins = plugins;
        this.dialects = dialects;
    }

    /**
     * Reads and checks a file.
     *
     * @param file the config
     * @param environment where its variables are looked up
     * @param plugins the plugins that its chains draw on
     * @param dialects names of the dialects that providers may speak
     * @param prices what is known of models that the file says nothing of
     * @return the plan
     * @throws ConfigException with everything that is wrong
     */
    public static Plan plan(
            Path file, Environment environment, PluginGeneration plugins, Set<String> dialects, PriceList prices) {
        return new Planner(plugins, dialects, prices).plan(ConfigDocument.read(file, environment));
    }

    /**
     * Checks a text that was read already.
     *
     * @param document the config
     * @param plugins the plugins that its chains draw on
     * @param dialects names of the dialects that providers may speak
     * @param prices what is known of models that the file says nothing of
     * @return the plan
     * @throws ConfigException with everything that is wrong
     */
    public static Plan plan(ConfigDocument document, PluginGeneration plugins, Set<String> dialects, PriceList prices) {
        return new Planner(plugins, dialects, prices).plan(document);
    }

    private Plan plan(ConfigDocument document) {
        Settings settings = bind(document);
        Set<String> chainNames = settings.chains().keySet();
        settings.providers().forEach((name, node) -> problems.attempt(() -> provider(name, node)));
        ModelPlanner models = new ModelPlanner(settings.providers().keySet(), providers, leftOut);
        settings.models().forEach((name, node) -> problems.attempt(() -> models.read(name, node)));
        Map<String, List<PlannedFilter>> chains = new LinkedHashMap<>();
        settings.chains().forEach((name, items) -> chains.put(name, chain(items)));
        List<RouteSettings> routes = new ArrayList<>();
        settings.routes().forEach(node -> problems.attempt(() -> routes.add(route(node, chainNames))));
        Optional<PlannedEmbedder> embedder = problems.attempt(() -> EmbedderChoice.of(settings.embedder(), plugins))
                .flatMap(chosen -> chosen);
        Map<String, PlannedModel<ClassifierFactory<?>>> classifiers = named(
                settings.classifiers(),
                new ModelChoice<>("classifiers", ExtensionType.CLASSIFIER, ClassifierFactory::configType, plugins));
        Map<String, PlannedModel<RerankerFactory<?>>> rerankers = named(
                settings.rerankers(),
                new ModelChoice<>("rerankers", ExtensionType.RERANKER, RerankerFactory::configType, plugins));
        Map<String, PlannedModel<RetrieverFactory<?>>> retrievers = named(
                settings.retrievers(),
                new ModelChoice<>("retrievers", ExtensionType.RETRIEVER, RetrieverFactory::configType, plugins));
        Optional<Map<Class<?>, Map<String, Record>>> collections =
                problems.attempt(() -> CollectionPlanner.bind(settings.collections(), plugins));
        tlsFiles(settings, document);
        problems.throwIfAny();
        ModelBook book = models.book(prices);
        FilterCheck.Beside beside = new FilterCheck.Beside(
                book,
                settings.models(),
                classifiers.keySet(),
                rerankers.keySet(),
                retrievers.keySet(),
                collections.orElse(Map.of()));
        filters.forEach((item, filter) -> FilterCheck.of(item, filter, chains.values(), beside, problems));
        problems.throwIfAny();
        List<RouteSettings> all = routes.isEmpty() ? List.of(DefaultRoute.of(chainNames)) : routes;
        Plan plan = new Plan(
                settings,
                document.masked(),
                providers,
                leftOut,
                book,
                embedder,
                classifiers,
                rerankers,
                retrievers,
                collections.orElse(Map.of()),
                chains,
                all);
        Exposure.check(plan, document);
        return plan;
    }

    private void tlsFiles(Settings settings, ConfigDocument document) {
        TlsFiles.check(
                settings.server().tls(),
                (key, message, hint) -> document.problem(message, hint, "server", "tls", key),
                problems);
        RedisSettings redis = settings.state().redis();
        TlsFiles.check(
                redis == null ? null : redis.tls(),
                (key, message, hint) -> document.problem(message, hint, "state", "redis", "tls", key),
                problems);
    }

    private <F> Map<String, PlannedModel<F>> named(
            Map<String, Map<String, ConfigNode>> section, ModelChoice<F> choice) {
        Map<String, PlannedModel<F>> models = new LinkedHashMap<>();
        section.forEach((name, kinds) -> problems.attempt(() -> models.put(name, choice.of(name, kinds))));
        return models;
    }

    /** Binds the whole file, and each filter as it is reached; the filters' problems are kept for later. */
    private Settings bind(ConfigDocument document) {
        try {
            return document.bind(Settings.class, named -> problems.attempt(() -> filters.put(named, filter(named))));
        } catch (ConfigException e) {
            problems.add(e);
            problems.throwIfAny();
            throw e;
        }
    }

    private PlannedFilter filter(NamedNode named) {
        Optional<PluginExtension<FilterFactory<?>>> found = plugins.find(ExtensionType.FILTER, named.name());
        if (found.isEmpty()) {
            Collection<String> known = plugins.all(ExtensionType.FILTER).stream()
                    .map(PluginExtension::name)
                    .toList();
            throw named.item()
                    .problem(
                            "no plugin brings a filter '" + named.name() + "'" + unusable(),
                            Suggestion.hint(named.name(), known, "known filters"));
        }
        ConfigNode.Part<FilterCommon> common = named.config().take(FilterCommon.class);
        return new PlannedFilter(found.get(), bind(found.get().instance(), common.rest()), common.value());
    }

    /** A filter that is missing may be in a jar that could not be loaded. */
    private String unusable() {
        return plugins.problems().isEmpty()
                ? ""
                : plugins.problems().stream()
                        .map(PluginProblem::toString)
                        .collect(Collectors.joining("\n  ", " (jars that could not be used:\n  ", ")"));
    }

    private static Object bind(FilterFactory<?> factory, ConfigNode node) {
        Class<?> type = factory.configType();
        if (!type.isRecord()) {
            throw node.problem("the plugin's config type " + type.getName() + " is no record", "tell its author");
        }
        return node.bind(type.asSubclass(Record.class));
    }

    private boolean provider(String name, ConfigNode node) {
        if (!PROVIDER.matcher(name).matches()) {
            throw node.problem(
                    "a provider cannot be called '" + name + "'",
                    "expected a letter or a digit, and then letters, digits, '-', '_' and '.': /providers/NAME and"
                            + " NAME/MODEL name it");
        }
        List<String> missing = node.unresolvedVariables();
        if (!missing.isEmpty() && node.take(Presence.class).value().optional()) {
            leftOut.put(name, String.join(", ", missing) + " not set");
            return false;
        }
        ProviderSettings settings = node.bind(ProviderSettings.class);
        String preset = settings.preset();
        if (preset != null && Presets.find(preset).isEmpty()) {
            throw node.problem(
                    "there is no preset '" + preset + "'",
                    Nearest.to(preset, Presets.all().keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("presets: "
                                    + String.join(", ", Presets.all().keySet())));
        }
        String dialect = HttpProviders.dialect(name, settings);
        if (!dialects.contains(dialect)) {
            throw node.problem(
                    "the provider speaks a dialect '" + dialect + "' that is not known",
                    Suggestion.hint(dialect, dialects, "known dialects"));
        }
        if (!dialect.equals(SANDBOX)) {
            checked(name, settings, node);
            TlsFiles.check(
                    settings.tls(),
                    (key, message, hint) -> node.at("tls." + key).problem("provider '" + name + "': " + message, hint),
                    problems);
        }
        providers.put(name, settings);
        return true;
    }

    private static void checked(String name, ProviderSettings settings, ConfigNode node) {
        try {
            HttpProviders.check(name, settings);
        } catch (IllegalArgumentException e) {
            ConfigNode place = e instanceof WrongSetting wrong ? node.at(wrong.key()) : node;
            throw place.problem("provider '" + name + "': " + e.getMessage(), null);
        }
    }

    /** Whether a provider may be left out. */
    record Presence(@dev.sluice.api.config.Default("false") boolean optional) {}

    private List<PlannedFilter> chain(List<NamedNode> items) {
        List<PlannedFilter> chain = new ArrayList<>();
        Set<String> all = items.stream().map(NamedNode::name).collect(Collectors.toSet());
        Set<String> above = new HashSet<>();
        for (NamedNode item : items) {
            PlannedFilter filter = filters.get(item);
            if (filter != null) {
                problems.attempt(() -> ordered(item, filter, all, above));
                problems.attempt(() -> asksFirst(item, filter, chain));
                chain.add(filter);
            }
            above.add(item.name());
        }
        return chain;
    }

    /** Whoever brings them: what is kept for callers who are known goes to nobody who is not. */
    private static boolean asksFirst(NamedNode item, PlannedFilter filter, List<PlannedFilter> above) {
        for (PlannedFilter earlier : above) {
            if (filter.factory().instance().authenticates()
                    && earlier.factory().instance().sharesReplies()) {
                String name = earlier.factory().instance().name();
                throw item.item()
                        .problem(
                                "'" + item.name() + "' finds out who is calling, and stands below '" + name
                                        + "', which answers with what others were answered",
                                "move '" + item.name() + "' up, before '" + name + "'");
            }
        }
        return true;
    }

    private static boolean ordered(NamedNode item, PlannedFilter filter, Set<String> all, Set<String> above) {
        for (String earlier : new TreeSet<>(filter.factory().instance().mustFollow())) {
            if (all.contains(earlier) && !above.contains(earlier)) {
                throw item.item()
                        .problem(
                                "'" + item.name() + "' stands above '" + earlier + "', which would be dangerous",
                                "move '" + earlier + "' up, before '" + item.name() + "'");
            }
        }
        return true;
    }

    private static RouteSettings route(ConfigNode node, Set<String> chains) {
        RouteSettings route = node.bind(RouteSettings.class);
        if (!chains.contains(route.chain())) {
            throw node.problem(
                    "the route names the chain '" + route.chain() + "', which is not in this file",
                    Suggestion.hint(route.chain(), chains, "chains"));
        }
        return route;
    }
}
