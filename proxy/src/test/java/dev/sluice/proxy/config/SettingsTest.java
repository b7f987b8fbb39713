package dev.sluice.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.OnError;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.proxy.config.LogSettings.Format;
import dev.sluice.proxy.config.LogSettings.Level;
import dev.sluice.proxy.config.ModelSettings.TargetSettings;
import dev.sluice.proxy.config.PriceSettings.TierSettings;
import dev.sluice.proxy.config.ProviderSettings.Credentials;
import dev.sluice.proxy.config.ProviderSettings.UpstreamTlsSettings;
import dev.sluice.proxy.config.RouteSettings.MatchSettings;
import dev.sluice.proxy.config.RouteSettings.ObjectiveSettings;
import dev.sluice.proxy.config.ServerSettings.AccessPolicy;
import dev.sluice.proxy.config.ServerSettings.ForwardedPolicy;
import dev.sluice.proxy.config.StateSettings.MemorySettings;
import dev.sluice.proxy.config.TlsSettings.ClientAuth;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each record: all of its defaults, and all of its keys. */
class SettingsTest {

    private static final ServerSettings SERVER = new ServerSettings(
            HostPort.parse("127.0.0.1:8080"),
            null,
            null,
            0,
            DataSize.parse("32MiB"),
            null,
            null,
            DataSize.parse("1GiB"),
            DataSize.parse("64KiB"),
            DataSize.parse("8KiB"),
            256,
            20_000,
            10_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            Duration.ofHours(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            ForwardedPolicy.DROP);
    private static final TimeoutSettings TIMEOUTS = new TimeoutSettings(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(30),
            Duration.ofSeconds(20));

    @Test
    void hasDefaultsForAllButItsVersion() {
        assertThat(bind(Settings.class, "version: 1"))
                .isEqualTo(new Settings(
                        1,
                        SERVER,
                        new AdminSettings(HostPort.parse("127.0.0.1:9090"), null),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        new StateSettings(1, new MemorySettings(DataSize.parse("256MiB"), 100_000), null),
                        new PluginSettings(List.of(), true),
                        new LogSettings(Format.AUTO, Level.INFO, true),
                        Path.of("data")));
    }

    @Test
    void hasDefaultsForRedis() {
        assertThat(bind(RedisSettings.class, "{}"))
                .isEqualTo(new RedisSettings(
                        RedisSettings.Mode.STANDALONE,
                        List.of(HostPort.parse("127.0.0.1:6379")),
                        null,
                        "default",
                        null,
                        0,
                        null,
                        "sluice",
                        Duration.ofMillis(100),
                        4096,
                        20_000,
                        false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {endpoints: []}                        | at least one endpoint
            {mode: sentinel}                       | 'master' beside 'mode: sentinel'
            {mode: cluster, database: 3}           | database 0 in a cluster
            {deadline: 1ms}                        | a deadline of 5ms to 10s
            {prefix: '{all}'}                      | a prefix of up to 40 letters
            {tls: {certificate: a.pem}}            | certificate and key or neither
            """)
    void saysWhatIsWrongWithRedis(String yaml, String why) {
        assertThatThrownBy(() -> bind(RedisSettings.class, yaml)).hasMessageContaining(why);
    }

    @Test
    void hasDefaultsForProviders() {
        assertThat(bind(ProviderSettings.class, "{}"))
                .isEqualTo(new ProviderSettings(
                        false,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        List.of(),
                        Credentials.OWN,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        Map.of(),
                        false,
                        null,
                        null,
                        256,
                        1024,
                        false,
                        DataSize.parse("64MiB"),
                        TIMEOUTS));
        assertThat(bind(UpstreamTlsSettings.class, "{}")).isEqualTo(new UpstreamTlsSettings(null, null, null, true));
    }

    @Test
    void hasDefaultsForRoutesAndFilters() {
        assertThat(bind(RouteSettings.class, "{ name: a, chain: b }"))
                .isEqualTo(new RouteSettings("a", null, "b", null, null));
        assertThat(bind(MatchSettings.class, "{}"))
                .isEqualTo(new MatchSettings(List.of(), List.of(), List.of(), null, Map.of()));
        assertThat(bind(ObjectiveSettings.class, "{}")).isEqualTo(new ObjectiveSettings(null, null));
        assertThat(bind(FilterCommon.class, "{}")).isEqualTo(new FilterCommon(null, null));
    }

    @Test
    void mapsEveryKeyOfTheServer() {
        assertThat(bind(ServerSettings.class, """
                                listen: 0.0.0.0:443
                                access: open
                                tls: { certificate: a.crt, key: a.key, client-ca: ca.crt, client-auth: requested }
                                event-loops: 3
                                max-body: 1MiB
                                max-bodies: 5MiB
                                max-replies: 6MiB
                                max-upload: 2MiB
                                max-header: 3KiB
                                max-request-line: 4KiB
                                max-json-depth: 50
                                max-connections: 6
                                max-calls: 7
                                header-timeout: 8s
                                body-timeout: 9s
                                idle-timeout: 11s
                                write-timeout: 12s
                                keep-alive: 0s
                                max-session: 15m
                                drain: 13s
                                filter-timeout: 14s
                                forwarded: append
                                """))
                .isEqualTo(new ServerSettings(
                        HostPort.parse("0.0.0.0:443"),
                        AccessPolicy.OPEN,
                        new TlsSettings(Path.of("a.crt"), Path.of("a.key"), Path.of("ca.crt"), ClientAuth.REQUESTED),
                        3,
                        DataSize.parse("1MiB"),
                        DataSize.parse("5MiB"),
                        DataSize.parse("6MiB"),
                        DataSize.parse("2MiB"),
                        DataSize.parse("3KiB"),
                        DataSize.parse("4KiB"),
                        50,
                        6,
                        7,
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(12),
                        Duration.ZERO,
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(13),
                        Duration.ofSeconds(14),
                        ForwardedPolicy.APPEND));
    }

    @Test
    void mapsEveryKeyOfAProvider() {
        assertThat(bind(ProviderSettings.class, """
                                optional: true
                                preset: groq
                                dialect: openai
                                lacks: [responses]
                                translate: warn
                                base-url: https://a.example/v1
                                api-key: k
                                api-keys: [l, m]
                                credentials: client
                                organization: o
                                project: p
                                region: r
                                credentials-file: f.json
                                access-key-id: i
                                secret-access-key: s
                                session-token: t
                                headers: { x-a: b }
                                query: { api-version: c }
                                stream-usage: true
                                tls: { ca: ca.crt, certificate: c.crt, key: c.key, verify-host: false }
                                proxy: http://proxy.example:3128
                                max-connections: 1
                                max-waiting: 2
                                http2: true
                                max-reply: 3MiB
                                timeouts: { connect: 1s, first-byte: 2s, idle: 3s, total: 4s, pooled: 5s }
                                """))
                .isEqualTo(new ProviderSettings(
                        true,
                        "groq",
                        "openai",
                        List.of("responses"),
                        TranslatePolicy.WARN,
                        URI.create("https://a.example/v1"),
                        Secret.of("k"),
                        List.of(Secret.of("l"), Secret.of("m")),
                        Credentials.CLIENT,
                        "o",
                        "p",
                        "r",
                        Path.of("f.json"),
                        Secret.of("i"),
                        Secret.of("s"),
                        Secret.of("t"),
                        Map.of("x-a", Secret.of("b")),
                        Map.of("api-version", Secret.of("c")),
                        true,
                        new UpstreamTlsSettings(Path.of("ca.crt"), Path.of("c.crt"), Path.of("c.key"), false),
                        URI.create("http://proxy.example:3128"),
                        1,
                        2,
                        true,
                        DataSize.parse("3MiB"),
                        new TimeoutSettings(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5))));
    }

    @Test
    void mapsEveryKeyOfARoute() {
        assertThat(bind(RouteSettings.class, """
                                name: a
                                match: { model: [m], operation: [o], dialect: [d], path-prefix: /p, headers: { h: v } }
                                chain: c
                                translate: strict
                                objectives: { p95: 3s, success: 99% }
                                """))
                .isEqualTo(new RouteSettings(
                        "a",
                        new MatchSettings(List.of("m"), List.of("o"), List.of("d"), "/p", Map.of("h", "v")),
                        "c",
                        TranslatePolicy.STRICT,
                        new ObjectiveSettings(Duration.ofSeconds(3), "99%")));
    }

    @Test
    void mapsEveryKeyOfTheRest() {
        assertThat(bind(AdminSettings.class, "{ listen: 127.0.0.1:1, token: t }"))
                .isEqualTo(new AdminSettings(HostPort.parse("127.0.0.1:1"), Secret.of("t")));
        assertThat(bind(PluginSettings.class, "{ folders: [a, /b], watch: false }"))
                .isEqualTo(new PluginSettings(List.of(Path.of("a"), Path.of("/b")), false));
        assertThat(bind(LogSettings.class, "{ format: json, level: debug, access: false }"))
                .isEqualTo(new LogSettings(Format.JSON, Level.DEBUG, false));
        assertThat(bind(FilterCommon.class, "{ on-error: skip, deadline: 1s }"))
                .isEqualTo(new FilterCommon(OnError.SKIP, Duration.ofSeconds(1)));
        assertThat(bind(TargetSettings.class, "{ provider: p, model: m, weight: 3 }"))
                .isEqualTo(new TargetSettings("p", "m", 3));
        assertThat(bind(
                        TierSettings.class,
                        "{ above: 9, input: 1.10, output: 2, cached-input: 3, cache-write: 4, long-cache-write: 5 }"))
                .isEqualTo(new TierSettings(
                        9,
                        new BigDecimal("1.10"),
                        BigDecimal.TWO,
                        new BigDecimal("3"),
                        new BigDecimal("4"),
                        new BigDecimal("5")));
    }

    @Test
    void mapsEveryKeyOfTheWholeFile(@TempDir Path folder) throws Exception {
        Path file = java.nio.file.Files.writeString(folder.resolve("sluice.yaml"), """
                version: 1
                server: { listen: 127.0.0.1:1 }
                admin: { listen: 127.0.0.1:2 }
                providers: { sandbox: {} }
                models: { m: { targets: [ { provider: sandbox, model: echo } ] } }
                chains: { c: [ f ] }
                routes: [ { name: r, chain: c } ]
                plugins: { folders: [ more, ../other, /absolute ] }
                log: { access: false }
                data: kept
                """);

        Settings settings =
                ConfigDocument.read(file, Environment.ofProcess(folder)).bind(Settings.class);

        assertThat(settings.server().listen().port()).isEqualTo(1);
        assertThat(settings.admin().listen().port()).isEqualTo(2);
        assertThat(settings.providers()).containsOnlyKeys("sandbox");
        assertThat(settings.models()).containsOnlyKeys("m");
        assertThat(settings.chains()).containsOnlyKeys("c");
        assertThat(settings.routes()).hasSize(1);
        assertThat(settings.log().access()).isFalse();
        assertThat(settings.data()).isEqualTo(folder.resolve("kept"));
        assertThat(settings.plugins().folders())
                .containsExactly(folder.resolve("more"), folder.resolveSibling("other"), Path.of("/absolute"));
    }

    @Test
    void keepsItsDataBesideTheConfigUnlessToldOtherwise(@TempDir Path folder) throws Exception {
        Path file = java.nio.file.Files.writeString(folder.resolve("sluice.yaml"), "version: 1");

        Settings settings =
                ConfigDocument.read(file, Environment.ofProcess(folder)).bind(Settings.class);

        assertThat(settings.data()).isEqualTo(folder.resolve("data"));
    }

    private static <T extends Record> T bind(Class<T> type, String yaml) {
        return ConfigDocument.parse("test.yaml", yaml, Environment.of(Map.of(), Map.of()))
                .bind(type);
    }
}
