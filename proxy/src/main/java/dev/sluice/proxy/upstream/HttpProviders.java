package dev.sluice.proxy.upstream;

import dev.sluice.api.config.Secret;
import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.config.ProviderSettings.Credentials;
import dev.sluice.proxy.config.ProviderSettings.UpstreamTlsSettings;
import dev.sluice.proxy.config.ServerSettings.ForwardedPolicy;
import dev.sluice.proxy.upstream.Presets.Auth;
import dev.sluice.proxy.upstream.Presets.Preset;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes HTTP providers out of their settings. */
public final class HttpProviders {

    /** A second of audio is less than a hundredth of it. */
    private static final int MAX_FRAME = 16 << 20;

    private final Vertx vertx;
    private final Timers timers;
    private final ForwardedPolicy forwarded;

    /**
     * Prepares to make providers.
     *
     * @param vertx where their connections live
     * @param timers time
     * @param forwarded what becomes of fields that say where a request came from
     */
    public HttpProviders(Vertx vertx, Timers timers, ForwardedPolicy forwarded) {
        this.vertx = vertx;
        this.timers = timers;
        this.forwarded = forwarded;
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
        Optional<Preset> preset = preset(name, settings);
        Origin origin = Origin.of(baseUrl(settings, preset), settings.query());
        String dialect = dialect(name, settings);
        HeaderPolicy headers = new HeaderPolicy(
                settings.credentials() == Credentials.CLIENT,
                forwarded,
                own(settings, origin, preset.map(Preset::auth).orElse(Auth.BEARER)));
        HttpProvider.Policy policy =
                new HttpProvider.Policy(settings.timeouts(), settings.maxReply().bytes(), new Failures(name));
        HttpClients clients = new HttpClients(vertx, client(settings, origin), sockets(settings), pool(settings));
        return new HttpProvider(name, dialect, origin, headers, policy, clients, timers);
    }

    /**
     * Looks whether settings make a provider.
     *
     * @param name as in the config
     * @param settings as in the config
     * @throws IllegalArgumentException if they make none; says what was expected
     */
    public static void check(String name, ProviderSettings settings) {
        Origin.of(baseUrl(settings, preset(name, settings)), settings.query());
        URI proxy = settings.proxy();
        if (proxy != null && (proxy.getHost() == null || !"http".equals(proxy.getScheme()))) {
            throw new IllegalArgumentException(
                    "expected a proxy such as http://proxy.example.com:3128, found " + proxy);
        }
        UpstreamTlsSettings tls = settings.tls();
        if (tls != null && (tls.certificate() == null) != (tls.key() == null)) {
            throw new IllegalArgumentException(
                    "expected tls to have certificate and key or neither, found one of them");
        }
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
        return own != null ? own : preset(name, settings).map(Preset::dialect).orElse("openai");
    }

    private static Optional<Preset> preset(String name, ProviderSettings settings) {
        String named = settings.preset();
        Optional<Preset> preset = Presets.find(named != null ? named : name);
        if (named != null && preset.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected one of the presets " + Presets.all().keySet() + ", found " + named);
        }
        return preset;
    }

    private static URI baseUrl(ProviderSettings settings, Optional<Preset> preset) {
        URI own = settings.baseUrl();
        if (own != null) {
            return own;
        }
        String known = preset.map(Preset::baseUrl).orElse("");
        if (known.isEmpty()) {
            throw new IllegalArgumentException("expected a base-url, such as https://api.example.com/v1");
        }
        return URI.create(known);
    }

    private static Map<String, String> own(ProviderSettings settings, Origin origin, Auth auth) {
        Map<String, String> own = new HashMap<>();
        own.put("host", origin.authority());
        if (settings.apiKey() != null && settings.credentials() == Credentials.OWN) {
            authenticate(own, auth, settings.apiKey());
        }
        put(own, "openai-organization", settings.organization());
        put(own, "openai-project", settings.project());
        settings.headers().forEach((field, value) -> own.put(field.toLowerCase(Locale.ROOT), value.reveal()));
        return Map.copyOf(own);
    }

    private static void authenticate(Map<String, String> own, Auth auth, Secret key) {
        switch (auth) {
            case BEARER -> own.put("authorization", "Bearer " + key.reveal());
            case API_KEY -> own.put("api-key", key.reveal());
            case NONE -> {}
        }
    }

    private static void put(Map<String, String> own, String field, @Nullable String value) {
        if (value != null) {
            own.put(field, value);
        }
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
                .setMaxHeaderSize(64 * 1024)
                .setMaxInitialLineLength(16 * 1024)
                .setDecompressionSupported(false);
        if (settings.http2()) {
            options.setProtocolVersion(HttpVersion.HTTP_2).setUseAlpn(origin.ssl());
        }
        UpstreamTlsSettings tls = settings.tls();
        options.setVerifyHost(tls == null || tls.verifyHost());
        tls(options, tls);
        proxy(options, settings.proxy());
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
        proxy(options, settings.proxy());
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

    private static void proxy(ClientOptionsBase options, @Nullable URI proxy) {
        if (proxy != null) {
            options.setProxyOptions(new ProxyOptions()
                    .setType(ProxyType.HTTP)
                    .setHost(proxy.getHost())
                    .setPort(proxy.getPort() < 0 ? 3128 : proxy.getPort()));
        }
    }
}
