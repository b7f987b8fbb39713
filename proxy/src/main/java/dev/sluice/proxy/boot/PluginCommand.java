package dev.sluice.proxy.boot;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.admin.CommandContext;
import dev.sluice.api.admin.CommandFactory;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.proxy.boot.Plan.PlannedFilter;
import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.plugin.ExtensionType;
import dev.sluice.proxy.plugin.PluginExtension;
import dev.sluice.proxy.plugin.PluginGeneration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A command of a plugin, and what the host gives it. */
public final class PluginCommand implements CommandContext {

    private final Settings settings;
    private final PluginGeneration plugins;
    private final PluginExtension<CommandFactory> command;
    private final Supplier<Plan> plan;

    /** Runs a command once the plugins are there. */
    @FunctionalInterface
    public interface Runner {

        /**
         * Runs it.
         *
         * @param command with picocli's annotations; null if no plugin brings it
         * @param known the commands that plugins bring
         * @return the exit code
         */
        int run(@Nullable Callable<Integer> command, List<String> known);
    }

    private PluginCommand(
            Settings settings, PluginGeneration plugins, PluginExtension<CommandFactory> command, Supplier<Plan> plan) {
        this.settings = settings;
        this.plugins = plugins;
        this.command = command;
        this.plan = plan;
    }

    /**
     * Looks for a command among those of the plugins, and has it run.
     *
     * @param place where everything lies
     * @param name the command's
     * @param runner runs it, while the plugins are loaded
     * @return the exit code
     */
    public static int with(Bootstrap.Place place, String name, Runner runner) {
        return Bootstrap.withPlugins(place, (settings, plugins) -> {
            List<String> known = plugins.all(ExtensionType.COMMAND).stream()
                    .map(PluginExtension::name)
                    .sorted()
                    .toList();
            Optional<PluginExtension<CommandFactory>> found = plugins.find(ExtensionType.COMMAND, name);
            if (found.isEmpty()) {
                return runner.run(null, known);
            }
            PluginCommand context =
                    new PluginCommand(settings, plugins, found.get(), () -> Bootstrap.plan(place, plugins));
            return found.get().use("run the command", factory -> runner.run(factory.create(context), known));
        });
    }

    @Override
    public Path dataFolder(String filter) {
        return plugins.dataFolder(command, filter);
    }

    @Override
    @SuppressWarnings("unchecked") // A factory's config is of its config type.
    public <C> List<C> configs(Class<? extends FilterFactory<C>> factory) {
        return plan.get().chains().values().stream()
                .flatMap(List::stream)
                .filter(filter -> factory.isInstance(filter.factory().instance()))
                .map(PlannedFilter::config)
                .map(config -> (C) config)
                .toList();
    }

    @Override
    public PluginContext surroundings(String filter) {
        Plan planned = plan.get();
        planned.embedder().ifPresent(embedder -> plugins.embedWith(embedder.factory(), embedder.config()));
        plugins.collect(planned.collections());
        return plugins.contextFor(plugins.filterFactory(filter), planned.models());
    }

    @Override
    public HostPort admin() {
        return settings.admin().listen();
    }

    @Override
    public @Nullable Secret adminToken() {
        return settings.admin().token();
    }
}
