package dev.sluice.proxy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.Filter;
import dev.sluice.api.OnError;
import dev.sluice.api.Target;
import dev.sluice.proxy.chain.Chain;
import dev.sluice.proxy.chain.FilterMeter;
import dev.sluice.proxy.chain.Link;
import dev.sluice.proxy.config.ModelSettings;
import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.config.TranslatePolicy;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.proxy.dialect.PathTable;
import dev.sluice.proxy.generation.Catalog;
import dev.sluice.proxy.generation.Dispatch;
import dev.sluice.proxy.generation.Generation;
import dev.sluice.proxy.generation.Generations;
import dev.sluice.proxy.generation.Route;
import dev.sluice.proxy.model.ModelBook;
import dev.sluice.proxy.server.DataPlane;
import dev.sluice.proxy.server.Listener;
import dev.sluice.proxy.time.LoopTimers;
import dev.sluice.proxy.translate.Policies;
import dev.sluice.proxy.translate.Translations;
import dev.sluice.proxy.transport.LoopTransport;
import dev.sluice.proxy.upstream.HttpProviders;
import dev.sluice.proxy.upstream.Provider;
import dev.sluice.proxy.upstream.sandbox.SandboxProvider;
import dev.sluice.proxy.usage.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A proxy on a free port. When it is closed, everything that calls have opened has to be closed already. */
public final class ProxyHarness implements AutoCloseable {

    /** Names that providers may have here, as in a network of containers. */
    private static final AddressResolverOptions HOSTS =
            new AddressResolverOptions().setHostsValue(Buffer.buffer("127.0.0.1 localhost\n127.0.0.1 my_llm\n"));

    private final Faults faults = Faults.watch();
    private final LoopTransport transport = LoopTransport.best();
    private final Vertx vertx = Vertx.builder()
            .with(new VertxOptions().setEventLoopPoolSize(1).setAddressResolverOptions(HOSTS))
            .withTransport(transport)
            .build();
    private final LoopTimers timers = new LoopTimers(vertx);
    private final RecordingMeter meter = new RecordingMeter();
    private final Generations generations;
    private final Generation first;
    private final DataPlane plane;
    private final Listener listener;

    private ProxyHarness(String yaml, List<Filter> filters, boolean asksCallers) {
        ConfigDocument document = ConfigDocument.parse("test.yaml", yaml, Environment.of(Map.of(), Map.of()));
        Settings settings = document.bind(Settings.class);
        HttpProviders http = new HttpProviders(vertx, timers, settings.server());
        Map<String, Provider> providers = new LinkedHashMap<>();
        settings.providers()
                .forEach((name, node) -> providers.put(name, provider(name, node.bind(ProviderSettings.class), http)));
        Map<String, List<Target>> aliases = new LinkedHashMap<>();
        settings.models().forEach((name, node) -> aliases.put(name, targets(node.bind(ModelSettings.class))));
        Catalog catalog = new Catalog(providers, aliases);
        List<Link> links = filters.stream()
                .map(filter -> new Link("test", filter, OnError.FAIL, Duration.ZERO))
                .toList();
        Chain chain = Chain.of(
                "test",
                links,
                new Dispatch(
                        catalog,
                        new Translations(Dialects.builtIn(), policies(settings), ModelBook.EMPTY),
                        meter,
                        new Meters(ModelBook.EMPTY)),
                timers,
                FilterMeter.NONE);
        Generation.Parts parts = new Generation.Parts(
                settings,
                PathTable.of(Dialects.builtIn().all()),
                catalog,
                List.of(new Route("everything", null, chain, asksCallers)));
        first = new Generation(
                1,
                parts,
                () -> Future.join(
                                providers.values().stream().map(Provider::close).toList())
                        .mapEmpty());
        generations = new Generations(first);
        plane = new DataPlane(generations, timers, meter);
        listener = done(Listener.open(vertx, transport.doors(), 1, settings.server(), plane));
    }

    /** Serves one provider, called {@code openai}, with defaults. */
    public static ProxyHarness before(FakeProvider provider) {
        return before(provider, "", "");
    }

    /** Serves one provider, called {@code openai}; settings are lines of YAML, as {@code "max-body: 1KiB, ..."}. */
    public static ProxyHarness before(FakeProvider provider, String server, String upstream) {
        return of(yaml(provider.port(), server, upstream));
    }

    /** Serves a whole config, with filters in its only chain. */
    public static ProxyHarness of(String yaml, Filter... filters) {
        return new ProxyHarness(yaml, List.of(filters), false);
    }

    /** Serves a whole config, with a filter in its only chain that knows callers. */
    public static ProxyHarness behind(Filter access, String yaml) {
        return new ProxyHarness(yaml, List.of(access), true);
    }

    /** A config with one provider. */
    public static String yaml(int port, String server, String upstream) {
        return "version: 1\nserver: {listen: '127.0.0.1:0'" + comma(server) + "}\nproviders:\n"
                + "  openai: {base-url: 'http://127.0.0.1:" + port + "/v1', api-key: own-key" + comma(upstream) + "}\n"
                + "models:\n  fast: {targets: [{provider: openai, model: gpt-5-mini}]}\n";
    }

    public int port() {
        return listener.port();
    }

    public Vertx vertx() {
        return vertx;
    }

    public RecordingMeter meter() {
        return meter;
    }

    /** A connection to it. */
    public Wire connect() throws IOException {
        return Wire.to(port());
    }

    /** A chat call on a connection of its own. */
    public Message chat(String body) throws IOException {
        return call(post("/v1/chat/completions", body));
    }

    /** Bytes on a connection of their own, and the reply. */
    public Message call(String request) throws IOException {
        try (Wire wire = connect()) {
            return wire.send(request).read();
        }
    }

    /** A JSON request. */
    public static String post(String path, String body, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return "POST " + path + " HTTP/1.1\r\nhost: sluice\r\ncontent-type: application/json\r\n" + more
                + "content-length: " + body.length() + "\r\n\r\n" + body;
    }

    /** A request without a body. */
    public static String get(String path, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return "GET " + path + " HTTP/1.1\r\nhost: sluice\r\n" + more + "\r\n";
    }

    /** Has the log tell of a fault whose text contains this. */
    public void expectFault(String part) {
        faults.expect(part);
    }

    /** Stops to listen, as a process does that is about to end. */
    public Future<Void> drain(Duration patience) {
        return listener.drain(patience);
    }

    /** Waits until no call is under way any more. */
    public void awaitQuiet() {
        await().atMost(Duration.ofSeconds(8)).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
            assertThat(plane.underWay()).as("calls under way").isZero();
            assertThat(first.inFlight()).as("users of the generation").isZero();
            assertThat(meter.ended()).as("calls that ended").hasSize(meter.started());
        });
    }

    @Override
    public void close() {
        try {
            awaitQuiet();
        } finally {
            done(listener.close());
            done(first.retire());
            done(vertx.close());
        }
        faults.assertNone();
    }

    private Provider provider(String name, ProviderSettings settings, HttpProviders http) {
        boolean sandbox = HttpProviders.dialect(name, settings).equals("sandbox");
        return sandbox ? new SandboxProvider(name, timers) : http.create(name, settings);
    }

    private static Policies policies(Settings settings) {
        Map<String, TranslatePolicy> providers = new LinkedHashMap<>();
        settings.providers().forEach((name, node) -> {
            TranslatePolicy policy = node.bind(ProviderSettings.class).translate();
            if (policy != null) {
                providers.put(name, policy);
            }
        });
        return new Policies(Map.of(), providers);
    }

    private static String comma(String settings) {
        return settings.isEmpty() ? "" : ", " + settings;
    }

    private static List<Target> targets(ModelSettings model) {
        return model.targets().stream()
                .map(node -> node.bind(ModelSettings.TargetSettings.class))
                .map(target -> new Target(target.provider(), target.model()))
                .toList();
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done within 10 s", e);
        }
    }
}
