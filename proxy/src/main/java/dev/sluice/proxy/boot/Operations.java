package dev.sluice.proxy.boot;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.Target;
import dev.sluice.proxy.admin.AdminApi;
import dev.sluice.proxy.admin.Readiness;
import dev.sluice.proxy.plugin.ExtensionType;
import dev.sluice.proxy.plugin.PluginExtension;
import dev.sluice.proxy.plugin.PluginGeneration;
import dev.sluice.proxy.telemetry.metrics.EventLoopWatch;
import dev.sluice.proxy.telemetry.metrics.Exposition;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What operators can see of a serving process and do to it. */
final class Operations implements AdminApi {

    private final Served served;
    private final Base base;
    private final EventLoopWatch loops;

    Operations(Served served, Base base, EventLoopWatch loops) {
        this.served = served;
        this.base = base;
        this.loops = loops;
    }

    @Override
    public Readiness liveness() {
        return loops::stuck;
    }

    @Override
    public Readiness readiness() {
        return Readiness.all(List.of(
                () -> served.isReady() ? List.of() : List.of("the process is draining"),
                loops::stuck,
                base.shared()::obstacles));
    }

    @Override
    public List<String> degraded() {
        List<String> troubles = new ArrayList<>(base.shared().troubles());
        troubles.addAll(served.troubles());
        return troubles;
    }

    @Override
    public Exposition scrape(String accept) {
        return base.metrics().scrape(accept);
    }

    @Override
    public Map<String, Object> effectiveConfig() {
        return Explanation.tree(served.plan());
    }

    @Override
    public Future<Long> reload() {
        return Future.succeededFuture((long) served.reload());
    }

    @Override
    public List<PluginView> plugins() {
        PluginGeneration plugins = served.plugins();
        return plugins.plugins().stream()
                .map(plugin -> new PluginView(plugin.id(), plugin.version(), "started", filters(plugins, plugin.id())))
                .toList();
    }

    @Override
    public List<TargetView> targets() {
        List<TargetView> views = new ArrayList<>();
        Map<String, List<Target>> aliases = served.plan().aliases();
        aliases.forEach((alias, targets) ->
                targets.forEach(target -> views.add(new TargetView(alias, target.provider(), target.model()))));
        return views;
    }

    private static List<String> filters(PluginGeneration plugins, String plugin) {
        List<PluginExtension<FilterFactory<?>>> all = plugins.all(ExtensionType.FILTER);
        return all.stream()
                .filter(filter -> filter.pluginId().equals(plugin))
                .map(PluginExtension::name)
                .toList();
    }
}
