package dev.sluice.proxy.server;

import static dev.sluice.proxy.testing.FakeProvider.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider that is reached by way of an HTTP proxy. */
@SuppressWarnings("removal") // No other way makes a certificate without a file in the repository.
class ProxiedProviderTest {

    private static final String BODY = "{\"model\":\"m\"}";

    /** What a URL has encoded, and a colon in the password. */
    private static final String USER = "us%20er:p%40ss:w+rd";

    private static final String PASSWORD =
            "Basic " + Base64.getEncoder().encodeToString("us er:p@ss:w+rd".getBytes(StandardCharsets.UTF_8));

    private final Vertx vertx = Vertx.vertx();
    private final NetClient onwards = vertx.createNetClient();
    private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
        certificate.delete();
    }

    @Test
    void aSecureOneIsReachedThroughATunnelThatKnowsNoMoreThanItsName() throws Exception {
        int provider = listen(vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()))
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "application/json")
                        .end("{\"secure\":true}")));
        int tunnel = listen(vertx.createHttpServer().requestHandler(request -> tunnel(request, provider)));
        String upstream =
                "proxy: 'http://127.0.0.1:" + tunnel + "', tls: {ca: '" + certificate.certificatePath() + "'}";
        String yaml = ProxyHarness.yaml(provider, "", upstream)
                .replace("http://127.0.0.1:" + provider, "https://localhost:" + provider);
        try (ProxyHarness proxy = ProxyHarness.of(yaml)) {
            Message reply = proxy.chat(BODY);

            assertThat(reply.body()).isEqualTo("{\"secure\":true}");
            assertThat(asked).containsExactly("CONNECT localhost:" + provider);
        }
    }

    @Test
    void anOpenOneIsAskedForByItsWholeAddress() throws Exception {
        try (FakeProvider forward = FakeProvider.answering(json("{\"a\":1}"));
                ProxyHarness proxy =
                        ProxyHarness.of(ProxyHarness.yaml(1, "", "proxy: 'http://127.0.0.1:" + forward.port() + "'")
                                .replace("127.0.0.1:1/", "provider.example/"))) {
            Message reply = proxy.chat(BODY);

            assertThat(reply.body()).isEqualTo("{\"a\":1}");
            Message sent = forward.requests().getFirst();
            assertThat(sent.line()).isEqualTo("POST http://provider.example/v1/chat/completions HTTP/1.1");
            assertThat(sent.all("host")).containsExactly("provider.example");
        }
    }

    @Test
    void aTunnelThatWantsAPasswordGetsTheOneOfItsUrl() throws Exception {
        int provider = listen(vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()))
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "application/json")
                        .end("{\"shown\":" + request.headers().contains("proxy-authorization") + "}")));
        int tunnel = listen(vertx.createHttpServer().requestHandler(request -> {
            if (PASSWORD.equals(request.getHeader("proxy-authorization"))) {
                tunnel(request, provider);
            } else {
                request.response().setStatusCode(407).end();
            }
        }));
        String upstream = "proxy: 'http://" + USER + "@127.0.0.1:" + tunnel + "', tls: {ca: '"
                + certificate.certificatePath() + "'}";
        String yaml = ProxyHarness.yaml(provider, "", upstream)
                .replace("http://127.0.0.1:" + provider, "https://localhost:" + provider);
        try (ProxyHarness proxy = ProxyHarness.of(yaml)) {
            Message reply = proxy.chat(BODY);

            assertThat(reply.body()).isEqualTo("{\"shown\":false}");
        }
    }

    @Test
    void anOpenOneIsAskedForWithThePasswordOfTheUrl() throws Exception {
        try (FakeProvider forward = FakeProvider.answering(json("{\"a\":1}"));
                ProxyHarness proxy = ProxyHarness.of(
                        ProxyHarness.yaml(1, "", "proxy: 'http://" + USER + "@127.0.0.1:" + forward.port() + "'")
                                .replace("127.0.0.1:1/", "provider.example/"))) {
            Message reply = proxy.chat(BODY);

            assertThat(reply.body()).isEqualTo("{\"a\":1}");
            assertThat(forward.requests().getFirst().all("proxy-authorization")).containsExactly(PASSWORD);
        }
    }

    @Test
    void aTunnelThatIsRefusedIsToldAsUnreachable() throws Exception {
        int closed = listen(vertx.createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(403).end()));
        String yaml = ProxyHarness.yaml(1, "", "proxy: 'http://127.0.0.1:" + closed + "'")
                .replace("http://127.0.0.1:1/", "https://provider.example/");
        try (ProxyHarness proxy = ProxyHarness.of(yaml)) {
            Message reply = proxy.chat(BODY);

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.body()).contains("upstream_unreachable").doesNotContain("127.0.0.1");
        }
    }

    private void tunnel(HttpServerRequest request, int port) {
        asked.add(request.method() + " " + request.authority());
        assertThat(request.method()).isEqualTo(HttpMethod.CONNECT);
        Future<NetSocket> there = onwards.connect(port, "127.0.0.1");
        there.compose(provider -> request.toNetSocket().onSuccess(client -> {
            client.pipeTo(provider);
            provider.pipeTo(client);
        }));
    }

    private static int listen(HttpServer server) throws Exception {
        return server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS).actualPort();
    }
}
