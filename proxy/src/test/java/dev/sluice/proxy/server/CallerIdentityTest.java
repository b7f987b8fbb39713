package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.ClientCertificate;
import dev.sluice.api.ClientCredentials;
import dev.sluice.api.Filter;
import dev.sluice.api.ProviderKeys;
import dev.sluice.api.config.Secret;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.ProxyHarness;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What filters learn of who is calling, and what providers learn of it from filters. */
@SuppressWarnings("removal") // No other way makes a certificate without a file in the repository.
class CallerIdentityTest {

    private static final String BODY = "{\"model\":\"m\"}";
    private static final String CHAT = "/v1/chat/completions";

    /** O=Acme, CN=search, with names of every kind; its key was thrown away. */
    private static final String PEM = """
        -----BEGIN CERTIFICATE-----
        MIIB5jCCAY2gAwIBAgIURE8iVUhydt2vHLL8+7M08K3t2REwCgYIKoZIzj0EAwIw
        IDENMAsGA1UECgwEQWNtZTEPMA0GA1UEAwwGc2VhcmNoMCAXDTI2MTEyNjA4MjIz
        MVoYDzIxMjYxMTAyMDgyMjMxWjAgMQ0wCwYDVQQKDARBY21lMQ8wDQYDVQQDDAZz
        ZWFyY2gwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARLLetHpGymZx5lfsydaHcJ
        nGLwcWekYBrLz09CNJDiqCkcQndnOWIYRFABpl8lzOUpt86ACC/Iz9BeyTlyVCUU
        o4GiMIGfMB0GA1UdDgQWBBSqfoytu/ewOVSLeaBFdYChLpJzfDAfBgNVHSMEGDAW
        gBSqfoytu/ewOVSLeaBFdYChLpJzfDAPBgNVHRMBAf8EBTADAQH/MEwGA1UdEQRF
        MEOCE3NlYXJjaC5hY21lLmV4YW1wbGWGFHNwaWZmZTovL2FjbWUvc2VhcmNogRBv
        cHNAYWNtZS5leGFtcGxlhwQKAAAHMAoGCCqGSM49BAMCA0cAMEQCIBj9l2D0dBaI
        6fvTXyDaHatRo74gtEg0DEycD1F50M+tAiBxr/peAIZEQypzlF9MItVqnIyTZUQn
        /uN+x6lvPB5ZtQ==
        -----END CERTIFICATE-----
        """;

    private static SelfSignedCertificate server;
    private static SelfSignedCertificate client;

    private final Vertx vertx = Vertx.vertx();
    private final List<Optional<ClientCertificate>> shown = new CopyOnWriteArrayList<>();
    private final Filter watching = (call, next) -> {
        shown.add(Optional.ofNullable(call.get(ClientCertificate.KEY)));
        return next.proceed(call);
    };

    /** Once, since making them takes seconds. */
    @BeforeAll
    static void makeCertificates() {
        server = SelfSignedCertificate.create("localhost");
        client = SelfSignedCertificate.create("search.acme.example");
    }

    @AfterAll
    static void deleteCertificates() {
        server.delete();
        client.delete();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void tellsFiltersWhichCertificateAClientShowed() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = proxy(provider, "required")) {
            assertThat(call(proxy, certified())).isEqualTo(200);
        }

        assertThat(shown).singleElement().satisfies(one -> {
            assertThat(one.orElseThrow().subject()).isEqualTo("CN=search.acme.example");
            assertThat(one.orElseThrow().fingerprint()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void connectsNobodyWithoutACertificateIfOneIsRequired() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = proxy(provider, "required")) {
            assertThatThrownBy(() -> connect(proxy.port()))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("certificate_required");
        }

        assertThat(shown).isEmpty();
    }

    @Test
    void letsFiltersDecideOnThoseWithoutACertificateIfOneIsOnlyRequested() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = proxy(provider, "requested")) {
            assertThat(call(proxy, plain())).isEqualTo(200);
        }

        assertThat(shown).containsExactly(Optional.empty());
    }

    @Test
    void readsAllOfACertificate() throws Exception {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(PEM.getBytes(StandardCharsets.US_ASCII)));

        ClientCertificate read = PeerCertificates.of(certificate);

        assertThat(read.subject()).isEqualTo("CN=search,O=Acme");
        assertThat(read.names())
                .containsExactly(
                        "dns:search.acme.example", "uri:spiffe://acme/search", "email:ops@acme.example", "ip:10.0.0.7");
        assertThat(read.fingerprint()).isEqualTo("534acae64a9f87e25d3af3eece8ee0fc9ebd9540bf7cf39d1e7597e806ef8488");
        assertThat(read.expires()).isEqualTo(certificate.getNotAfter().toInstant());
    }

    @Test
    void tellsCredentialsForTheProviderApartWithoutShowingThem() throws Exception {
        List<Optional<ClientCredentials>> seen = new CopyOnWriteArrayList<>();
        Filter watching = (call, next) -> {
            seen.add(Optional.ofNullable(call.get(ClientCredentials.KEY)));
            return next.proceed(call);
        };
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(
                        ProxyHarness.yaml(provider.port(), "", "credentials: client")
                                .replace("api-key: own-key, ", ""),
                        watching)) {
            proxy.call(ProxyHarness.post(CHAT, BODY, "authorization: Bearer sk-a"));
            proxy.call(ProxyHarness.post(CHAT, BODY, "authorization: Bearer sk-a"));
            proxy.call(ProxyHarness.post(CHAT, BODY, "authorization: Bearer sk-b"));
            proxy.call(ProxyHarness.post(CHAT, BODY, "x-api-key: Bearer sk-a"));
            proxy.call(ProxyHarness.post(CHAT, BODY));
        }

        assertThat(seen).hasSize(5).doesNotContain(Optional.empty());
        assertThat(seen.get(0)).isEqualTo(seen.get(1));
        assertThat(seen).containsOnlyOnce(seen.get(2), seen.get(3), seen.get(4));
    }

    @Test
    void tellsNothingOfCredentialsThatGoNoFurther() throws Exception {
        List<Optional<ClientCredentials>> seen = new CopyOnWriteArrayList<>();
        Filter watching = (call, next) -> {
            seen.add(Optional.ofNullable(call.get(ClientCredentials.KEY)));
            return next.proceed(call);
        };
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), watching)) {
            proxy.call(ProxyHarness.post(CHAT, BODY, "authorization: Bearer sk-a"));
        }

        assertThat(seen).containsExactly(Optional.empty());
    }

    @Test
    void sendsTheKeyThatTheCallerHasWithTheProvider() throws Exception {
        Filter theirs = (call, next) ->
                next.proceed(call.with(ProviderKeys.KEY, new ProviderKeys(Map.of("openai", Secret.of("sk-theirs")))));
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), theirs)) {
            assertThat(call(proxy, new HttpClientOptions())).isEqualTo(200);

            assertThat(provider.requests().getFirst().field("authorization")).isEqualTo("Bearer sk-theirs");
        }
    }

    @Test
    void letsTheCallersKeyBeAtItsLimitWithoutTryingOurs() throws Exception {
        Filter theirs = (call, next) ->
                next.proceed(call.with(ProviderKeys.KEY, new ProviderKeys(Map.of("openai", Secret.of("sk-theirs")))));
        String refused = "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n";
        try (FakeProvider provider = FakeProvider.answering(refused);
                ProxyHarness proxy = ProxyHarness.of(
                        ProxyHarness.yaml(provider.port(), "", "api-keys: [k-1, k-2]")
                                .replace(" api-key: own-key,", ""),
                        theirs)) {
            assertThat(call(proxy, new HttpClientOptions())).isEqualTo(429);

            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void sendsTheAccountsKeyForCallersWithoutOne() throws Exception {
        Filter elsewhere = (call, next) -> next.proceed(
                call.with(ProviderKeys.KEY, new ProviderKeys(Map.of("anthropic", Secret.of("sk-theirs")))));
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", ""), elsewhere)) {
            call(proxy, new HttpClientOptions());

            assertThat(provider.requests().getFirst().field("authorization")).isEqualTo("Bearer own-key");
        }
    }

    @Test
    void refusesCallersWithoutAKeyOfTheirOwnWhereOneIsNeeded() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(provider.port(), "", "credentials: caller"))) {
            assertThat(call(proxy, new HttpClientOptions())).isEqualTo(403);

            assertThat(provider.requests()).isEmpty();
        }
    }

    private ProxyHarness proxy(FakeProvider provider, String auth) {
        String tls = "tls: {certificate: '" + server.certificatePath() + "', key: '" + server.privateKeyPath()
                + "', client-ca: '" + client.certificatePath() + "', client-auth: " + auth + "}";
        return ProxyHarness.of(ProxyHarness.yaml(provider.port(), tls, ""), watching);
    }

    /** Without Vert.x, whose client says in the log that it was refused, as if that were a fault. */
    private static void connect(int port) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        try (Socket socket = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /v1/models HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            int unused = socket.getInputStream().read();
        }
    }

    private static HttpClientOptions plain() {
        return new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);
    }

    private HttpClientOptions certified() {
        return plain().setKeyCertOptions(new PemKeyCertOptions()
                .addCertPath(client.certificatePath())
                .addKeyPath(client.privateKeyPath()));
    }

    private int call(ProxyHarness proxy, HttpClientOptions options) throws Exception {
        HttpClientAgent agent = vertx.createHttpClient(options);
        int status = agent.request(HttpMethod.POST, proxy.port(), "127.0.0.1", "/v1/chat/completions")
                .compose(request -> request.send(BODY))
                .compose(reply -> reply.body().map(reply.statusCode()))
                .await(10, TimeUnit.SECONDS);
        agent.close().await(10, TimeUnit.SECONDS);
        return status;
    }
}
