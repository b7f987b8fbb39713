package dev.sluice.proxy.upstream;

import dev.sluice.api.config.Nearest;
import dev.sluice.api.config.Secret;
import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.config.ProviderSettings.Credentials;
import dev.sluice.proxy.config.ProviderSettings.UpstreamTlsSettings;
import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.config.ServerSettings.ForwardedPolicy;
import dev.sluice.proxy.exchange.Exchanges;
import dev.sluice.proxy.exchange.http1.Http1Exchanges;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Bounds;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Place;
import dev.sluice.proxy.exchange.vertx.VertxExchanges;
import dev.sluice.proxy.io.PerLoop;
import dev.sluice.proxy.upstream.HttpProvider.Lines;
import dev.sluice.proxy.upstream.HttpProvider.Speech;
import dev.sluice.proxy.upstream.Presets.Auth;
import dev.sluice.proxy.upstream.Presets.Known;
import dev.sluice.proxy.upstream.Presets.Preset;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes HTTP providers out of their settings. */
public final class HttpProviders {

    /** A second of audio is less than a hundredth of it. */
    private static final int MAX_FRAME = 16 << 20;

    private static final int MAX_HEADER = 64 * 1024;

    /** Of one connection of HTTP/2, whatever a provider allows. */
    private static final int MAX_STREAMS = 256;

    /**
     * What a stream may have under way unread, in bytes. Its connection may have that for each of its streams, so that clients who do not
     * read hold up no others.
     */
    private static final int STREAM_WINDOW = 64 * 1024;

    /** A provider that nobody knows: what it speaks, if it does not say, is what most speak. */
    private static final Known UNKNOWN = new Known("", new Preset("openai", "", "", Auth.BEARER), new ProviderKind() {
        @Override
        public Map<String, Preset> presets() {
            return Map.of();
        }
    });

    private final Vertx vertx;
    private final Timers timers;
    private final ForwardedPolicy forwarded;
    private final ReplyRoom replies;

    /**
     * Prepares to make providers.
     *
     * @param vertx where their connections live
     * @param timers time
     * @param server what becomes of fields that say where a request came from, and what replies may hold together
     */
    public HttpProviders(Vertx vertx, Timers timers, ServerSettings server) {
        this(vertx, timers, server.forwarded(), ReplyRoom.of(server));
    }

    private HttpProviders(Vertx vertx, Timers timers, ForwardedPolicy forwarded, ReplyRoom replies) {
        this.vertx = vertx;
        this.timers = timers;
        this.forwarded = forwarded;
        this.replies = replies;
    }

    /**
     * The same for a config that was read later. What replies hold is counted together with what was made before.
     *
     * @param server its settings
     * @return makes providers as they say
     */
    public HttpProviders under(ServerSettings server) {
        return new HttpProviders(vertx, timers, server.forwarded(), replies.under(server));
    }

    /**
     * Makes one; nothing is connected yet.
     *
     * @param name as in the config
     * @param settings as in the config
     * @return the provider
     * @throws IllegalArgumentException if the settings make no provider; says what was expected
     */
    public Provider create(String name, ProviderSettings settings) {
        if (settings.apiKeys().isEmpty()) {
            return account(name, settings);
        }
        List<KeyPool.Account> accounts = settings.apiKeys().stream()
                .map(key -> new KeyPool.Account(KeyFingerprint.of(key), account(name, settings.with(key))))
                .toList();
        return new KeyPool(name, accounts, timers);
    }

    private Provider account(String name, ProviderSettings settings) {
        Known known = known(name, settings);
        Origin origin = Origin.of(baseUrl(name, known, settings), query(settings));
        HeaderPolicy headers = new HeaderPolicy(
                settings.credentials() == Credentials.CLIENT,
                forwarded,
                own(settings, origin, known.preset().auth()),
                new CallerKeys(name, known.preset().auth(), settings.credentials() == Credentials.CALLER));
        HttpProvider.Policy policy =
                new HttpProvider.Policy(settings.timeouts(), settings.maxReply().bytes(), replies, new Failures(name));
        HttpProvider.Way way = new HttpProvider.Way(
                origin, headers, known.kind().account(known.name(), settings, new ProviderKind.Means(vertx, timers)));
        Lines lines = new Lines(
                exchanges(settings, origin), new PerLoop<>(() -> vertx.createWebSocketClient(sockets(settings))));
        Speech speech = new Speech(
                dialect(name, settings),
                lacks(known, settings),
                (body, losses) -> known.kind().adapted(known.name(), body, losses),
                settings.streamUsage(),
                known.preset().plainNames() && settings.baseUrl() == null);
        return new HttpProvider(name, speech, way, policy, lines, timers);
    }

    /**
     * Looks whether settings make a provider.
     *
     * @param name as in the config
     * @param settings as in the config
     * @throws IllegalArgumentException if they make none; says what was expected
     */
    public static void check(String name, ProviderSettings settings) {
        Known known = known(name, settings);
        Origin.of(baseUrl(name, known, settings), query(settings));
        known.kind().check(known.name(), settings);
        checkKeys(settings);
        WayProxy.check(settings.proxy());
        UpstreamTlsSettings tls = settings.tls();
        if (tls != null && (tls.certificate() == null) != (tls.key() == null)) {
            throw new IllegalArgumentException(
                    "expected tls to have certificate and key or neither, found one of them");
        }
    }

    private static void checkKeys(ProviderSettings settings) {
        List<Secret> keys = settings.apiKeys();
        if (settings.apiKey() != null && !isSendable(settings.apiKey())) {
            throw unsendable("api-key", "api-key");
        }
        if (!keys.stream().allMatch(HttpProviders::isSendable)) {
            throw unsendable("api-keys", "every key of api-keys");
        }
        boolean one = settings.apiKey() != null;
        if (one && !keys.isEmpty()) {
            throw new WrongSetting("api-keys", "expected api-key or api-keys, found both");
        }
        if ((one || !keys.isEmpty()) && settings.credentials() != Credentials.OWN) {
            String key = one ? "api-key" : "api-keys";
            String whose = settings.credentials().name().toLowerCase(Locale.ROOT);
            throw new WrongSetting(
                    key, "expected " + key + " or credentials: " + whose + ", found both: the key would never be sent");
        }
        if (keys.stream().map(Secret::reveal).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("expected every key of api-keys once, found one twice");
        }
    }

    private static boolean isSendable(Secret key) {
        return !key.reveal().isEmpty() && key.reveal().chars().allMatch(one -> one > ' ' && one < 0x7F);
    }

    /** Says nothing of the key itself. */
    private static WrongSetting unsendable(String setting, String which) {
        return new WrongSetting(
                setting,
                "expected " + which
                        + " to be visible ASCII characters, found none, a blank, a line break (does the variable or the file end in one?)"
                        + " or another character");
    }

    /**
     * The dialect that a provider speaks.
     *
     * @param name as in the config
     * @param settings as in the config
     * @return its own, its preset's, or {@code openai}
     */
    public static String dialect(String name, ProviderSettings settings) {
        String own = settings.dialect();
        return own != null ? own : known(name, settings).preset().dialect();
    }

    /** Whose ways a provider has: those of the preset that it names, or whose name it has, or of its dialect. */
    private static Known known(String name, ProviderSettings settings) {
        String named = settings.preset();
        if (named != null) {
            return Presets.known(named)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "expected one of the presets " + Presets.all().keySet() + ", found " + named));
        }
        String dialect = settings.dialect();
        return Presets.known(name)
                .filter(known -> dialect == null || known.preset().dialect().equals(dialect))
                .or(() -> Presets.known(dialect == null ? "" : dialect)
                        .filter(known -> known.preset().dialect().equals(dialect)))
                .orElse(UNKNOWN);
    }

    private static Map<String, String> query(ProviderSettings settings) {
        Map<String, String> revealed = new LinkedHashMap<>();
        settings.query().forEach((name, value) -> revealed.put(name, value.reveal()));
        return revealed;
    }

    private static Set<String> lacks(Known known, ProviderSettings settings) {
        return settings.lacks().isEmpty() ? known.preset().lacks() : Set.copyOf(settings.lacks());
    }

    private static URI baseUrl(String name, Known known, ProviderSettings settings) {
        URI own = settings.baseUrl();
        if (own != null) {
            return own;
        }
        String usual = known.preset().baseUrl();
        checkMeant(name, known, settings);
        URI derived = usual.isEmpty() ? known.kind().baseUrl(known.name(), settings) : URI.create(usual);
        if (derived == null) {
            throw new IllegalArgumentException("expected a base-url, such as https://api.example.com/v1"
                    + Nearest.hint(name, Presets.all().keySet()));
        }
        return derived;
    }

    /** Where a dialect's own provider is follows from its name alone: the key may be for somebody else who speaks like it. */
    private static void checkMeant(String name, Known known, ProviderSettings settings) {
        String usual = known.preset().baseUrl();
        if (settings.preset() == null && !known.name().equals(name) && !usual.isEmpty()) {
            throw new IllegalArgumentException("expected a base-url, such as https://api.example.com/v1, or preset: "
                    + known.name() + " if " + usual + " is meant"
                    + Nearest.hint(name, Presets.all().keySet()));
        }
    }

    private static Map<String, String> own(ProviderSettings settings, Origin origin, Auth auth) {
        Map<String, String> own = new HashMap<>();
        own.put("host", origin.authority());
        Secret key = settings.apiKey();
        if (key != null
                && settings.credentials() == Credentials.OWN
                && !auth.field().isEmpty()) {
            own.put(auth.field(), auth.scheme() + key.reveal());
        }
        put(own, "openai-organization", settings.organization());
        put(own, "openai-project", settings.project());
        settings.headers().forEach((field, value) -> own.put(field.toLowerCase(Locale.ROOT), value.reveal()));
        return Map.copyOf(own);
    }

    private static void put(Map<String, String> own, String field, @Nullable String value) {
        if (value != null) {
            own.put(field, value);
        }
    }

    /** Our own client where it can be: it speaks HTTP/1.1, straight to the provider. */
    private Exchanges exchanges(ProviderSettings settings, Origin origin) {
        if (settings.http2() || settings.proxy() != null) {
            RequestOptions place = new RequestOptions()
                    .setHost(origin.host())
                    .setPort(origin.port())
                    .setSsl(origin.ssl());
            String prefix = settings.proxy() == null || origin.ssl() ? "" : "http://" + origin.authority();
            return new VertxExchanges(vertx, place, prefix, client(settings, origin), pool(settings));
        }
        return new Http1Exchanges(
                vertx,
                new Place(origin.host(), origin.port(), origin.ssl()),
                straight(settings),
                new Bounds(
                        settings.maxConnections(),
                        settings.maxWaiting(),
                        settings.timeouts().pooled()),
                timers);
    }

    private static PoolOptions pool(ProviderSettings settings) {
        return new PoolOptions()
                .setHttp1MaxSize(settings.maxConnections())
                .setHttp2MaxSize(Math.max(1, settings.maxConnections() / 64))
                .setMaxWaitQueueSize(settings.maxWaiting());
    }

    private static HttpClientOptions client(ProviderSettings settings, Origin origin) {
        int pooled = (int) Math.max(1, settings.timeouts().pooled().toSeconds());
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) settings.timeouts().connect().toMillis())
                .setSslHandshakeTimeout(settings.timeouts().connect().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(pooled)
                .setHttp2KeepAliveTimeout(pooled)
                .setTcpNoDelay(true)
                .setMaxHeaderSize(MAX_HEADER)
                .setMaxInitialLineLength(16 * 1024)
                .setMaxChunkSize(64 * 1024)
                .setDecompressionSupported(false);
        if (speaksHttp2(settings, origin)) {
            options.setProtocolVersion(HttpVersion.HTTP_2)
                    .setUseAlpn(origin.ssl())
                    .setHttp2ClearTextUpgrade(false)
                    .setHttp2MultiplexingLimit(MAX_STREAMS)
                    .setHttp2ConnectionWindowSize(MAX_STREAMS * STREAM_WINDOW)
                    .setInitialSettings(new HttpClientOptions()
                            .getInitialSettings()
                            .setInitialWindowSize(STREAM_WINDOW)
                            .setMaxHeaderListSize(MAX_HEADER));
        }
        UpstreamTlsSettings tls = settings.tls();
        options.setVerifyHost(tls == null || tls.verifyHost());
        tls(options, tls);
        options.setProxyOptions(WayProxy.options(settings.proxy()));
        return options;
    }

    /**
     * Without TLS nothing tells beforehand what a provider speaks, so it is spoken to in HTTP/2 from the first byte (RFC 9113, section 3.3), which no
     * proxy on the way would understand.
     */
    private static boolean speaksHttp2(ProviderSettings settings, Origin origin) {
        return settings.http2() && (origin.ssl() || settings.proxy() == null);
    }

    private static NetClientOptions straight(ProviderSettings settings) {
        UpstreamTlsSettings tls = settings.tls();
        NetClientOptions options = new NetClientOptions()
                .setConnectTimeout((int) settings.timeouts().connect().toMillis())
                .setSslHandshakeTimeout(settings.timeouts().connect().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpNoDelay(true)
                .setHostnameVerificationAlgorithm(tls == null || tls.verifyHost() ? "HTTPS" : "");
        tls(options, tls);
        return options;
    }

    private static WebSocketClientOptions sockets(ProviderSettings settings) {
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setConnectTimeout((int) settings.timeouts().connect().toMillis())
                .setMaxFrameSize(MAX_FRAME)
                .setMaxMessageSize(4 * MAX_FRAME)
                .setMaxConnections(settings.maxConnections());
        UpstreamTlsSettings tls = settings.tls();
        options.setVerifyHost(tls == null || tls.verifyHost());
        tls(options, tls);
        options.setProxyOptions(WayProxy.options(settings.proxy()));
        return options;
    }

    private static void tls(ClientOptionsBase options, @Nullable UpstreamTlsSettings tls) {
        if (tls == null) {
            return;
        }
        if (tls.ca() != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(tls.ca().toString()));
        }
        if (tls.certificate() != null && tls.key() != null) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertPath(tls.certificate().toString())
                    .addKeyPath(tls.key().toString()));
        }
    }
}
