package dev.sluice.proxy.plugin;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.classify.ClassifierFactory;
import dev.sluice.api.embed.EmbedderFactory;
import dev.sluice.api.model.Models;
import dev.sluice.api.rerank.RerankerFactory;
import dev.sluice.api.retrieve.RetrieverFactory;
import dev.sluice.proxy.plugin.context.DataFolders;
import dev.sluice.proxy.plugin.context.HostPluginContext;
import dev.sluice.proxy.plugin.context.Owner;
import dev.sluice.proxy.plugin.context.PluginHost;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The plugins that one generation of the config is served with, and the contexts of the filters made for it. */
public final class PluginGeneration {

    private final PluginHost host;
    private final PluginPool pool;
    private final List<LoadedPlugin> plugins;
    private final ExtensionIndex index;
    private final List<PluginProblem> problems;
    private final ModelsInUse inUse;
    private volatile Map<Class<?>, Map<String, Record>> collections = Map.of();
    private final Deque<HostPluginContext> contexts = new ArrayDeque<>();
    private @Nullable Future<Void> retired;

    PluginGeneration(
            PluginHost host,
            PluginPool pool,
            List<LoadedPlugin> plugins,
            ExtensionIndex index,
            List<PluginProblem> problems,
            ModelsInUse inUse) {
        this.host = host;
        this.pool = pool;
        this.plugins = plugins;
        this.index = index;
        this.problems = problems;
        this.inUse = inUse;
    }

    /**
     * The plugins that were loaded.
     *
     * @return in the order of their files' names
     */
    public List<PluginInfo> plugins() {
        return plugins.stream().map(LoadedPlugin::info).toList();
    }

    /**
     * All that is wrong with the jars that lie there. What no config asks for does no harm: it is worth a warning.
     *
     * @return empty if all is well
     */
    public List<PluginProblem> problems() {
        return problems;
    }

    /**
     * All extensions of a type.
     *
     * @param type what to look for
     * @param <T> the extension point
     * @return by name
     */
    public <T> List<PluginExtension<T>> all(ExtensionType<T> type) {
        return index.all(type).toList();
    }

    /**
     * Looks an extension up.
     *
     * @param type what to look for
     * @param name as the config says it
     * @param <T> the extension point
     * @return empty if no plugin that could be loaded brings it, or two do
     */
    public <T> Optional<PluginExtension<T>> find(ExtensionType<T> type, String name) {
        return index.all(type)
                .filter(extension -> extension.name().equals(name))
                .findFirst();
    }

    /**
     * Looks up an extension that the config needs.
     *
     * @param type what to look for
     * @param name as the config says it
     * @param <T> the extension point
     * @return the extension
     * @throws PluginException if there is none; says what there is, and which jars might have brought it
     */
    public <T> PluginExtension<T> require(ExtensionType<T> type, String name) {
        return find(type, name).orElseThrow(() -> missing(type, name));
    }

    /**
     * Looks up the factory of a filter that a chain names.
     *
     * @param name as the config says it
     * @return the factory
     * @throws PluginException as {@link #require} does
     */
    public PluginExtension<FilterFactory<?>> filterFactory(String name) {
        return require(ExtensionType.FILTER, name);
    }

    /**
     * Says what the filters of this generation embed with, before any is made. It is loaded when the first of them asks.
     *
     * @param factory of this generation
     * @param config an object of the factory's config type
     */
    public void embedWith(PluginExtension<EmbedderFactory<?>> factory, Object config) {
        inUse.embedWith(factory, config);
    }

    /**
     * Says what the filters of this generation get under a classifier's name, before any is made.
     *
     * @param name in the config
     * @param factory of this generation
     * @param config an object of the factory's config type
     */
    public void classifyWith(String name, PluginExtension<ClassifierFactory<?>> factory, Object config) {
        inUse.classifyWith(name, factory, config);
    }

    /**
     * Says what the filters of this generation get under a reranker's name, before any is made.
     *
     * @param name in the config
     * @param factory of this generation
     * @param config an object of the factory's config type
     */
    public void rerankWith(String name, PluginExtension<RerankerFactory<?>> factory, Object config) {
        inUse.rerankWith(name, factory, config);
    }

    /**
     * Says what the filters of this generation get under a retriever's name, before any is made.
     *
     * @param name in the config
     * @param factory of this generation
     * @param config an object of the factory's config type
     */
    public void retrieveWith(String name, PluginExtension<RetrieverFactory<?>> factory, Object config) {
        inUse.retrieveWith(name, factory, config);
    }

    /**
     * Says what the config has to say of collections of documents, before any filter is made.
     *
     * @param bound by the record that a filter has for it, and by name
     */
    public void collect(Map<Class<?>, Map<String, Record>> bound) {
        collections = Map.copyOf(bound);
    }

    /**
     * Makes a filter, in a context of its own that lives until this generation is retired.
     *
     * @param factory of this generation
     * @param config an object of the factory's config type
     * @param models what the filter gets to know of models
     * @param chain how the config writes the chain that it stands in, as a digest
     * @return the filter; a {@link PluginException} if it cannot be made, or takes too long
     */
    public Future<Filter> create(
            PluginExtension<FilterFactory<?>> factory, Object config, Models models, String chain) {
        HostPluginContext context = contextFor(factory, models, chain);
        Future<Filter> made;
        try {
            made = factory.use("make the filter", plugin -> create(plugin, config, context));
        } catch (PluginException e) {
            made = Future.failedFuture(e);
        }
        return within(made).recover(failure -> discard(context, failure(factory, failure)));
    }

    /**
     * Opens a context for an extension that stands in no chain; closed when this generation is retired.
     *
     * @param extension of this generation
     * @param models what it gets to know of models
     * @return a context that nobody else has
     * @throws IllegalStateException if this generation is retired
     */
    public HostPluginContext contextFor(PluginExtension<?> extension, Models models) {
        return contextFor(extension, models, "");
    }

    /**
     * Opens a context for an extension of a chain; closed when this generation is retired.
     *
     * @param extension of this generation
     * @param models what it gets to know of models
     * @param chain how the config writes the chain that it stands in, as a digest
     * @return a context that nobody else has
     * @throws IllegalStateException if this generation is retired
     */
    public synchronized HostPluginContext contextFor(PluginExtension<?> extension, Models models, String chain) {
        if (retired != null) {
            throw new IllegalStateException("Expected a generation in use, but this one is retired: open a new one.");
        }
        LoadedPlugin plugin = extension.plugin();
        HostPluginContext context = new HostPluginContext(
                new Owner(plugin.info().id(), extension.name(), plugin.classLoader()),
                host,
                new GenerationCommons(models, inUse, chain, collections));
        contexts.push(context);
        return context;
    }

    /**
     * Where a filter of the plugin that brings an extension keeps its files.
     *
     * @param extension of this generation
     * @param filter the filter's name
     * @return made if it is not there
     */
    public Path dataFolder(PluginExtension<?> extension, String filter) {
        LoadedPlugin plugin = extension.plugin();
        return DataFolders.make(host.dataFolder(), new Owner(plugin.info().id(), filter, plugin.classLoader()));
    }

    /**
     * Ends the generation, once its last call is done: closes its contexts, last opened first, and unloads the plugins
     * that no other generation uses. Whatever fails is logged. May be called on an event loop, and again.
     *
     * @return done when nothing is left; does not fail
     */
    public synchronized Future<Void> retire() {
        if (retired == null) {
            List<HostPluginContext> open = new ArrayList<>(contexts);
            contexts.clear();
            retired = offLoop(() -> {
                open.forEach(HostPluginContext::close);
                inUse.release();
                plugins.reversed().forEach(pool::release);
            });
        }
        return retired;
    }

    private Future<Filter> discard(HostPluginContext context, Throwable failure) {
        synchronized (this) {
            contexts.remove(context);
        }
        return offLoop(context::close).transform(ignored -> Future.failedFuture(failure));
    }

    private Future<Filter> within(Future<Filter> made) {
        Promise<Filter> result = Promise.promise();
        var timeout = host.timers()
                .after(
                        host.limits().create(),
                        () -> result.tryFail(new IllegalStateException("its future did not complete within "
                                + host.limits().create())));
        made.onComplete(outcome -> {
            timeout.cancel();
            if (outcome.succeeded()) {
                result.tryComplete(outcome.result());
            } else {
                result.tryFail(outcome.cause());
            }
        });
        return result.future();
    }

    private <T> PluginException missing(ExtensionType<T> type, String name) {
        List<String> known = all(type).stream().map(PluginExtension::name).toList();
        String have = known.isEmpty() ? "there is none" : "there are " + String.join(", ", known);
        List<PluginProblem> all = new ArrayList<>();
        all.add(new PluginProblem(
                List.of(),
                "expected a plugin that brings the " + type.word() + " " + name + ", found none; " + have,
                problems.isEmpty()
                        ? "correct the name, or put the plugin's jar into the plugins folder"
                        : "correct the name, or repair what is wrong with these jars:"));
        all.addAll(problems);
        return new PluginException(all, null);
    }

    private static <C> Future<Filter> create(FilterFactory<C> factory, Object config, HostPluginContext context) {
        Future<Filter> made = factory.create(factory.configType().cast(config), context);
        if (made == null) {
            throw new NullPointerException("create returned null where a Future is expected");
        }
        return made;
    }

    private static PluginException failure(PluginExtension<?> factory, Throwable failure) {
        return failure instanceof PluginException known
                ? known
                : factory.plugin().failure("make the filter " + factory.name(), failure);
    }

    private static Future<Void> offLoop(Runnable work) {
        Promise<Void> done = Promise.promise();
        Thread.ofVirtual().name("plugin-retire").start(() -> {
            try {
                work.run();
            } finally {
                done.complete();
            }
        });
        return done.future();
    }
}
