package dev.sluice.proxy.boot;

import dev.sluice.api.Filter;
import dev.sluice.api.OnError;
import dev.sluice.api.model.KeyStanding;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.boot.Plan.PlannedFilter;
import dev.sluice.proxy.chain.Chain;
import dev.sluice.proxy.chain.FilterMeter;
import dev.sluice.proxy.chain.Link;
import dev.sluice.proxy.config.RouteSettings;
import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.config.TranslatePolicy;
import dev.sluice.proxy.config.engine.ChainDigest;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.proxy.dialect.PathTable;
import dev.sluice.proxy.generation.Catalog;
import dev.sluice.proxy.generation.Dispatch;
import dev.sluice.proxy.generation.Generation;
import dev.sluice.proxy.generation.Route;
import dev.sluice.proxy.plugin.PluginGeneration;
import dev.sluice.proxy.telemetry.CallMeter;
import dev.sluice.proxy.translate.Policies;
import dev.sluice.proxy.translate.Translations;
import dev.sluice.proxy.upstream.Provider;
import dev.sluice.proxy.usage.Meters;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes generations: opens everything that a plan names, or nothing. */
public final class GenerationMaker {

    private final Host host;
    private final AtomicInteger number = new AtomicInteger();

    /**
     * What all generations of a process share.
     *
     * @param providers makes providers
     * @param dialects all that clients may speak
     * @param timers time
     * @param calls is told of calls
     * @param filters is told of filters
     */
    public record Host(
            ProviderMaker providers, Dialects dialects, Timers timers, CallMeter calls, FilterMeter filters) {}

    /**
     * Prepares to make generations.
     *
     * @param host what they share
     */
    public GenerationMaker(Host host) {
        this.host = host;
    }

    /**
     * Makes one.
     *
     * @param plan what it is to be
     * @param plugins retired with it
     * @return the generation, once all of its filters are ready; a failure if one of them is not, and then nothing of it is
     *     left open, the plugins included
     */
    public Future<Generation> make(Plan plan, PluginGeneration plugins) {
        Map<String, Provider> providers = new LinkedHashMap<>();
        return Future.succeededFuture()
                .compose(begun -> make(plan, plugins, providers))
                .recover(failure -> close(providers, plugins).transform(closed -> Future.failedFuture(failure)));
    }

    private Future<Generation> make(Plan plan, PluginGeneration plugins, Map<String, Provider> providers) {
        ServerSettings server = plan.settings().server();
        plan.providers()
                .forEach(
                        (name, settings) -> providers.put(name, host.providers().make(name, settings, server)));
        Catalog catalog = new Catalog(providers, plan.aliases());
        Models models = plan.models()
                .resolving(catalog::candidates)
                .listing(name -> models(providers.get(name)))
                .withKeys(name -> keys(providers.get(name)));
        Translations translations = new Translations(host.dialects(), policies(plan), models);
        Dispatch dispatch = new Dispatch(catalog, translations, host.calls(), new Meters(models));
        plan.embedder().ifPresent(embedder -> plugins.embedWith(embedder.factory(), embedder.config()));
        plan.classifiers().forEach((name, kind) -> plugins.classifyWith(name, kind.factory(), kind.config()));
        plan.rerankers().forEach((name, kind) -> plugins.rerankWith(name, kind.factory(), kind.config()));
        plan.retrievers().forEach((name, kind) -> plugins.retrieveWith(name, kind.factory(), kind.config()));
        plugins.collect(plan.collections());
        return chains(plan, plugins, dispatch, models)
                .map(chains -> generation(plan, catalog, chains, dispatch, () -> close(providers, plugins)));
    }

    private static List<String> models(@Nullable Provider provider) {
        return provider == null ? List.of() : provider.models();
    }

    private static List<KeyStanding> keys(@Nullable Provider provider) {
        return provider == null ? List.of() : provider.keys();
    }

    private static Policies policies(Plan plan) {
        Map<String, TranslatePolicy> routes = new LinkedHashMap<>();
        plan.routes().stream()
                .filter(route -> route.translate() != null)
                .forEach(route -> routes.put(route.name(), route.translate()));
        Map<String, TranslatePolicy> providers = new LinkedHashMap<>();
        plan.providers().forEach((name, settings) -> {
            if (settings.translate() != null) {
                providers.put(name, settings.translate());
            }
        });
        return new Policies(routes, providers);
    }

    private Generation generation(
            Plan plan, Catalog catalog, Map<String, Chain> chains, Dispatch dispatch, Supplier<Future<Void>> close) {
        Chain none = Chain.of("", List.of(), dispatch, host.timers(), host.filters());
        List<Route> routes = new ArrayList<>();
        for (RouteSettings route : plan.routes()) {
            Chain chain = chains.getOrDefault(route.chain(), none);
            routes.add(new Route(route.name(), route.match(), chain, plan.asksCallers(route)));
        }
        Generation.Parts parts = new Generation.Parts(
                plan.settings(), PathTable.of(host.dialects().all()), catalog, routes);
        return new Generation(number.incrementAndGet(), parts, close);
    }

    private Future<Map<String, Chain>> chains(Plan plan, PluginGeneration plugins, Dispatch dispatch, Models models) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        Future<Void> made = Future.succeededFuture();
        for (Map.Entry<String, List<PlannedFilter>> chain : plan.chains().entrySet()) {
            String digest = ChainDigest.of(plan.settings().chains().getOrDefault(chain.getKey(), List.of()));
            made = made.compose(before -> links(chain.getValue(), plan, new Making(plugins, models, digest)))
                    .map(links -> Chain.of(chain.getKey(), links, dispatch, host.timers(), host.filters()))
                    .onSuccess(ready -> chains.put(chain.getKey(), ready))
                    .mapEmpty();
        }
        return made.map(chains);
    }

    /** What the filters of one chain are made with. */
    private record Making(PluginGeneration plugins, Models models, String chain) {

        Future<Filter> filter(PlannedFilter planned) {
            return plugins.create(planned.factory(), planned.config(), models, chain);
        }
    }

    private static Future<List<Link>> links(List<PlannedFilter> filters, Plan plan, Making making) {
        List<Link> links = new ArrayList<>();
        Future<Void> made = Future.succeededFuture();
        for (PlannedFilter planned : filters) {
            made = made.compose(before -> making.filter(planned))
                    .onSuccess(filter ->
                            links.add(new Link(planned.name(), filter, onError(planned), deadline(planned, plan))))
                    .mapEmpty();
        }
        return made.map(links);
    }

    static OnError onError(PlannedFilter planned) {
        OnError own = planned.common().onError();
        return own != null ? own : planned.factory().instance().onError();
    }

    static Duration deadline(PlannedFilter planned, Plan plan) {
        Duration own = planned.common().deadline();
        return own != null ? own : plan.settings().server().filterTimeout();
    }

    private static Future<Void> close(Map<String, Provider> providers, PluginGeneration plugins) {
        List<Future<Void>> closing = new ArrayList<>();
        providers.values().forEach(provider -> closing.add(provider.close()));
        return Future.join(closing).transform(closed -> plugins.retire());
    }
}
