package dev.sluice.proxy.boot;

import dev.sluice.api.FilterFactory;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.proxy.admin.AdminServer;
import dev.sluice.proxy.config.FilterCommon;
import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.proxy.config.engine.NamedTypes;
import dev.sluice.proxy.config.engine.ReferenceWriter;
import dev.sluice.proxy.config.engine.SchemaWriter;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.proxy.generation.Generation;
import dev.sluice.proxy.model.PriceList;
import dev.sluice.proxy.plugin.ExtensionType;
import dev.sluice.proxy.plugin.PluginExtension;
import dev.sluice.proxy.plugin.PluginGeneration;
import dev.sluice.proxy.plugin.PluginInfo;
import dev.sluice.proxy.plugin.PluginProblem;
import dev.sluice.proxy.telemetry.CallMeter;
import dev.sluice.proxy.telemetry.log.AccessLog;
import dev.sluice.proxy.telemetry.log.LogStyle;
import dev.sluice.proxy.telemetry.log.Logging;
import dev.sluice.proxy.telemetry.metrics.EventLoopWatch;
import dev.sluice.proxy.upstream.HttpProviders;
import dev.sluice.proxy.upstream.sandbox.SandboxProvider;
import dev.sluice.proxy.watch.FolderWatch;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Puts a process together out of a config file and a folder of plugins. */
public final class Bootstrap {

    private static final Dialects DIALECTS = Dialects.builtIn();
    private static final String SANDBOX = "sandbox";

    private static final Duration DEBOUNCE = Duration.ofSeconds(1);

    private Bootstrap() {}

    /**
     * Where everything lies.
     *
     * @param config the config file
     * @param home the distribution's folder, with {@code plugins} in it
     * @param plugins one more folder of plugin jars; null for none
     */
    public record Place(Path config, Path home, @Nullable Path plugins) {

        Path prices() {
            return home.resolve("conf").resolve("prices.yaml");
        }
    }

    /**
     * The plugins that are there.
     *
     * @param plugins those that could be loaded
     * @param filters what they bring
     * @param commands the commands of {@code bin/sluice} that they bring
     * @param problems why others could not
     * @param schema JSON Schema of the config with these filters
     * @param reference the config's reference page with these filters
     */
    public record Inventory(
            List<PluginInfo> plugins,
            List<String> filters,
            List<String> commands,
            List<PluginProblem> problems,
            String schema,
            String reference) {}

    /**
     * Starts a process. Blocks.
     *
     * @param place where everything lies
     * @return serving
     * @throws dev.sluice.api.config.ConfigException if the config is wrong
     * @throws StartException if anything else is in the way
     */
    public static Served serve(Place place) {
        FolderWatch.Glance config = FolderWatch.Glance.at(List.of(place.config())); // Before it is read.
        Settings settings = preview(place);
        Base base = Base.serving(place, settings);
        try {
            return serve(place, base, settings, config);
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    /**
     * Checks a config as {@link #serve} would, without serving it.
     *
     * @param place where everything lies
     * @return what would be served
     * @throws dev.sluice.api.config.ConfigException if the config is wrong
     * @throws StartException if anything else would be in the way
     */
    public static Plan check(Place place) {
        return withPlugins(place, (settings, plugins) -> plan(place, plugins));
    }

    /**
     * Says where a call would go, and why, without serving or sending anything.
     *
     * @param place where everything lies
     * @param call a JSON file: a request's body, or an object with {@code path}, {@code headers}, {@code caller} and {@code body}
     * @return lines of text
     * @throws dev.sluice.api.config.ConfigException if the config is wrong
     * @throws IllegalArgumentException if the file is no call
     */
    public static String forecast(Place place, Path call) {
        return withBase(place, (settings, base, plugins) -> {
            Plan plan = plan(place, plugins);
            GenerationMaker maker =
                    surroundings(place, base, settings, CallMeter.NONE).maker();
            Generation generation =
                    StartException.await(maker.make(plan.withoutFilters(), plugins), "look at what is served");
            try {
                return new CallForecast(plan, plugins, generation).of(CallFile.read(call));
            } finally {
                StartException.await(generation.retire(), "close what was looked at");
            }
        });
    }

    static Plan plan(Place place, PluginGeneration plugins) {
        return Planner.plan(
                place.config(), environment(place), plugins, providerDialects(), PriceList.read(place.prices()));
    }

    /**
     * Looks at the plugins.
     *
     * @param place where everything lies
     * @return what is there
     */
    public static Inventory plugins(Place place) {
        return withPlugins(place, (settings, plugins) -> {
            List<PluginExtension<FilterFactory<?>>> filters = plugins.all(ExtensionType.FILTER);
            NamedTypes types = types(filters);
            return new Inventory(
                    plugins.plugins(),
                    filters.stream().map(PluginExtension::name).sorted().toList(),
                    plugins.all(ExtensionType.COMMAND).stream()
                            .map(PluginExtension::name)
                            .sorted()
                            .toList(),
                    plugins.problems(),
                    SchemaWriter.write(Settings.class, types),
                    ReferenceWriter.write(Settings.class, types));
        });
    }

    private static Served serve(Place place, Base base, Settings settings, FolderWatch.Glance config) {
        FolderWatch.Glance jars = FolderWatch.Glance.at(base.plugins().folders());
        boolean terminal = Boolean.getBoolean("sluice.terminal");
        Logging logging = Logging.configure(settings.log(), terminal);
        AccessLog log =
                AccessLog.start(new FileOutputStream(FileDescriptor.out), LogStyle.of(settings.log(), terminal));
        try {
            Served served = serve(place, base, settings, log);
            served.onStop(logging::close);
            served.onStop(log::close);
            served.onStop(base::close);
            return watched(served, config, jars);
        } catch (RuntimeException e) {
            log.close();
            logging.close();
            throw e;
        }
    }

    private static Served serve(Place place, Base base, Settings settings, AccessLog log) {
        base.metrics().accessLogDropped(log::dropped);
        base.shared().open(base.loops());
        CallMeter calls = base.metrics().calls();
        CallMeter meter = settings.log().access() ? calls.and(log) : calls;
        Served served = new Served(Sluice.start(surroundings(place, base, settings, meter)), base.metrics());
        try {
            admin(served, base, settings);
            return served;
        } catch (StartException e) {
            served.stop();
            throw e;
        }
    }

    private static Surroundings surroundings(Place place, Base base, Settings settings, CallMeter meter) {
        HttpProviders http = new HttpProviders(base.vertx(), base.timers(), settings.server());
        ProviderMaker providers =
                (name, of, server) -> HttpProviders.dialect(name, of).equals(SANDBOX)
                        ? new SandboxProvider(name, base.timers())
                        : http.under(server).create(name, of);
        GenerationMaker maker = new GenerationMaker(new GenerationMaker.Host(
                providers, DIALECTS, base.timers(), meter, base.metrics().calls()));
        return new Surroundings(
                base.vertx(),
                base.doors(),
                base.loops(),
                base.timers(),
                meter,
                base.plugins(),
                maker,
                place.config(),
                environment(place),
                providerDialects(),
                place.prices());
    }

    /**
     * The dialects that clients may speak.
     *
     * @return in the order in which they are asked for a path
     */
    public static List<Dialect> dialects() {
        return DIALECTS.all();
    }

    /** The sandbox's stands for all of them. */
    private static Set<String> providerDialects() {
        Set<String> names = new LinkedHashSet<>(DIALECTS.names());
        names.add(SANDBOX);
        return names;
    }

    private static void admin(Served served, Base base, Settings settings) {
        EventLoopWatch loops =
                StartException.await(EventLoopWatch.start(base.vertx(), base.loops()), "watch the loops");
        base.metrics().eventLoops(loops);
        AdminServer admin = StartException.listening(
                AdminServer.start(base.vertx(), settings.admin(), new Operations(served, base, loops), base.mounts()),
                settings.admin().listen() + " for the admin API",
                "admin.listen");
        served.adminAt(admin.port());
    }

    /** Has the files watched from which the process is made. */
    private static Served watched(Served served, FolderWatch.Glance config, FolderWatch.Glance jars) {
        boolean all = served.plan().settings().plugins().watch();
        FolderWatch watch = FolderWatch.watch(all ? config.and(jars) : config, DEBOUNCE, served::reloadOrSay);
        served.onStop(watch::close);
        return served;
    }

    static <T> T withPlugins(Place place, BiFunction<Settings, PluginGeneration, T> use) {
        return withBase(place, (settings, base, plugins) -> use.apply(settings, plugins));
    }

    /** What is done with everything but a listener. */
    @FunctionalInterface
    private interface Use<T> {

        T of(Settings settings, Base base, PluginGeneration plugins);
    }

    private static <T> T withBase(Place place, Use<T> use) {
        Settings settings = preview(place);
        Base base = Base.commanding(place, settings);
        try {
            PluginGeneration plugins = base.plugins().open();
            try {
                return use.of(settings, base, plugins);
            } finally {
                StartException.await(plugins.retire(), "unload the plugins");
            }
        } finally {
            base.close();
        }
    }

    /** The file's settings, without a look at what its chains say: enough to know what a process needs. */
    private static Settings preview(Place place) {
        return ConfigDocument.read(place.config(), environment(place)).bind(Settings.class);
    }

    private static Environment environment(Place place) {
        Path folder = place.config().toAbsolutePath().getParent();
        return Environment.ofProcess(folder == null ? Path.of(".") : folder);
    }

    private static NamedTypes types(List<PluginExtension<FilterFactory<?>>> filters) {
        Map<String, List<Class<? extends Record>>> types = new LinkedHashMap<>();
        for (PluginExtension<FilterFactory<?>> filter : filters) {
            types.put(
                    filter.name(),
                    List.of(filter.instance().configType().asSubclass(Record.class), FilterCommon.class));
        }
        return new NamedTypes(types);
    }
}
