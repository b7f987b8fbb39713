package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.events;
import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 and TLS, on either side. */
@SuppressWarnings("removal") // No other way makes a certificate without a file in the repository.
class ProtocolsTest {

    private static final Buffer BODY = Buffer.buffer("{\"model\":\"m\"}");

    private final Vertx vertx = Vertx.vertx();
    private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
        certificate.delete();
    }

    /** What was answered. */
    private record Answered(int status, HttpVersion version, String body) {}

    private Answered call(ProxyHarness proxy, HttpClientOptions options, HttpMethod method, String uri, Buffer body)
            throws Exception {
        HttpClientAgent client = vertx.createHttpClient(options);
        Answered answered = client.request(method, proxy.port(), "127.0.0.1", uri)
                .compose(request -> body.length() == 0 ? request.send() : request.send(body))
                .compose(reply ->
                        reply.body().map(bytes -> new Answered(reply.statusCode(), reply.version(), bytes.toString())))
                .await(10, TimeUnit.SECONDS);
        client.close().await(10, TimeUnit.SECONDS); // Vert.x closes clients that nobody refers to any more.
        return answered;
    }

    private static HttpClientOptions http2(boolean upgrade) {
        return new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(upgrade);
    }

    private String tls() {
        return "tls: {certificate: '" + certificate.certificatePath() + "', key: '" + certificate.privateKeyPath()
                + "'}";
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void clearTextHttp2(boolean upgrade) throws Exception {
        try (FakeProvider provider = FakeProvider.answering(json("{\"a\":1}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            Answered reply = call(proxy, http2(upgrade), HttpMethod.POST, "/v1/chat/completions", BODY);

            assertThat(reply).isEqualTo(new Answered(200, HttpVersion.HTTP_2, "{\"a\":1}"));
            assertThat(provider.requests().getFirst().body()).isEqualTo(BODY.toString());
        }
    }

    @Test
    void requestWithoutABodyGetsNoneFromHttp2() throws Exception {
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            call(proxy, http2(false), HttpMethod.GET, "/v1/files", Buffer.buffer());

            assertThat(provider.requests().getFirst().field("transfer-encoding"))
                    .isNull();
        }
    }

    @Test
    void streamOfHttp2IsCancelledUpstreamWhenItIsReset() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.read();
            wire.send(events()).chunk("data: {}\n\n");
            wire.awaitClosed();
            cancelled.countDown();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            HttpClientAgent client = vertx.createHttpClient(http2(false));
            client.request(HttpMethod.POST, proxy.port(), "127.0.0.1", "/v1/chat/completions")
                    .compose(request -> request.send(Buffer.buffer("{\"model\":\"m\",\"stream\":true}")))
                    .onSuccess(reply -> reply.handler(event -> reply.request().reset()));

            assertThat(cancelled.await(8, TimeUnit.SECONDS)).isTrue();
            client.close().await(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, HTTP_2", "false, HTTP_1_1"})
    void tlsNegotiatesTheProtocol(boolean alpn, HttpVersion version) throws Exception {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(alpn)
                .setProtocolVersion(version);
        try (FakeProvider provider = FakeProvider.answering(json("{}"));
                ProxyHarness proxy = ProxyHarness.before(provider, tls(), "")) {
            Answered reply = call(proxy, options, HttpMethod.POST, "/v1/chat/completions", BODY);

            assertThat(reply.version()).isEqualTo(version);
            assertThat(reply.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, HTTP_2, 200", "false, HTTP_1_1, 200"})
    void providerOverTls(boolean http2, HttpVersion version, int status) throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(certificate.certificatePath())
                        .addKeyPath(certificate.privateKeyPath()));
        int port = vertx.createHttpServer(options)
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response()
                                .putHeader("content-type", "application/json")
                                .end(request.version().name())))
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS)
                .actualPort();
        String upstream = "http2: " + http2 + ", tls: {ca: '" + certificate.certificatePath() + "'}";
        String yaml = ProxyHarness.yaml(port, "", upstream).replace("http://127.0.0.1", "https://localhost");
        try (ProxyHarness proxy = ProxyHarness.of(yaml)) {
            assertThat(proxy.chat(BODY.toString()).status()).isEqualTo(status);
            assertThat(proxy.chat(BODY.toString()).body()).isEqualTo(version.name());
        }
    }

    /** Over HTTP/2 nothing that comes behind it can be taken for the answer to another call. */
    @ParameterizedTest
    @ValueSource(ints = {99, 102, 600})
    void aStatusThatNoReplyHasEndsItsOwnStreamAndNoOther(int status) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Promise<Void> go = Promise.promise();
        Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
        int port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    connections.add(request.connection());
                    if (body.equals(BODY)) {
                        begun.countDown();
                        go.future().onSuccess(now -> request.response().end());
                    } else {
                        request.response().setStatusCode(status).end();
                    }
                }))
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS)
                .actualPort();
        HttpClientAgent client = vertx.createHttpClient(http2(false), new PoolOptions().setHttp2MaxSize(1));
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(port, "", "http2: true, max-connections: 1"))) {
            Future<Integer> beside = status(client, proxy, BODY);
            begun.await();

            Future<Integer> odd = status(client, proxy, Buffer.buffer("{\"model\":\"odd\"}"));

            assertThat(odd.await(10, TimeUnit.SECONDS)).isEqualTo(502);
            go.complete();
            assertThat(beside.await(10, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(connections).hasSize(1);
            client.close().await(10, TimeUnit.SECONDS);
        }
    }

    private static Future<Integer> status(HttpClientAgent client, ProxyHarness proxy, Buffer body) {
        return client.request(HttpMethod.POST, proxy.port(), "127.0.0.1", "/v1/chat/completions")
                .compose(request -> request.send(body))
                .map(HttpClientResponse::statusCode);
    }

    @Test
    void providerWithACertificateThatIsNotTrustedIsRefused() throws Exception {
        HttpServerOptions options =
                new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
        int port = vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS)
                .actualPort();
        String yaml = ProxyHarness.yaml(port, "", "").replace("http://127.0.0.1", "https://localhost");
        try (ProxyHarness proxy = ProxyHarness.of(yaml)) {
            assertThat(proxy.chat(BODY.toString()).body()).contains("upstream_tls");
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 200, CN=localhost", "false, 502, upstream_"})
    void providerThatAsksForAClientCertificateGetsTheConfiguredOne(boolean has, int status, String said)
            throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(certificate.trustOptions())
                .setKeyCertOptions(certificate.keyCertOptions());
        int port = vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end(subject(request)))
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS)
                .actualPort();
        String own =
                ", certificate: '" + certificate.certificatePath() + "', key: '" + certificate.privateKeyPath() + "'";
        String upstream = "tls: {ca: '" + certificate.certificatePath() + "'" + (has ? own : "") + "}";
        String yaml = ProxyHarness.yaml(port, "", upstream).replace("http://127.0.0.1", "https://localhost");
        try (ProxyHarness proxy = ProxyHarness.of(yaml)) {
            Message reply = proxy.chat(BODY.toString());

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).contains(said);
        }
    }

    private static String subject(HttpServerRequest request) {
        try {
            X509Certificate shown =
                    (X509Certificate) request.connection().peerCertificates().getFirst();
            return shown.getSubjectX500Principal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void uploadOfHttp2ReachesTheProviderAsItIs(boolean http2) throws Exception {
        Buffer upload = Buffer.buffer("x".repeat(3_000_000));
        int port = vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response()
                                .end(request.version() + " " + body.equals(upload) + " "
                                        + request.getHeader("content-length"))))
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS)
                .actualPort();
        try (ProxyHarness proxy = ProxyHarness.of(ProxyHarness.yaml(port, "", "http2: " + http2))) {
            Answered reply = call(proxy, http2(false), HttpMethod.POST, "/v1/files", upload);

            String version = http2 ? "HTTP_2" : "HTTP_1_1";
            assertThat(reply.body()).isEqualTo(version + " true " + upload.length());
        }
    }

    @Test
    void uploadOfHttp2ThatIsResetIsCancelledUpstream() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        FakeProvider.Script script = (wire, connection) -> {
            wire.head();
            began.countDown();
            wire.awaitClosed();
            cancelled.countDown();
        };
        try (FakeProvider provider = FakeProvider.running(script);
                ProxyHarness proxy = ProxyHarness.before(provider)) {
            HttpClientAgent client = vertx.createHttpClient(http2(false));
            HttpClientRequest request = client.request(HttpMethod.POST, proxy.port(), "127.0.0.1", "/v1/files")
                    .await(10, TimeUnit.SECONDS);
            request.exceptionHandler(reset -> began.countDown()); // Vert.x tells whom it was that reset it.
            request.setChunked(true).write(Buffer.buffer("abc"));
            assertThat(began.await(8, TimeUnit.SECONDS)).isTrue();

            request.reset();

            assertThat(cancelled.await(8, TimeUnit.SECONDS)).isTrue();
            client.close().await(10, TimeUnit.SECONDS);
        }
    }
}
