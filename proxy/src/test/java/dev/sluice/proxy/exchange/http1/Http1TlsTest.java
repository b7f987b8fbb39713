package dev.sluice.proxy.exchange.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.exchange.Exchange;
import dev.sluice.proxy.exchange.ExchangesHarness;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Bounds;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Place;
import dev.sluice.testkit.VirtualTime;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Only who can show that it is the provider is told anything. */
@SuppressWarnings("removal") // No other way makes a certificate without a file in the repository.
class Http1TlsTest extends ExchangesHarness {

    @Test
    void trustsNobodyWhoHasAnothersName() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("elsewhere.example.com");
        int port = secure(certificate);
        Http1Exchanges exchanges = exchanges(port, certificate);

        Future<Exchange> opened = opening(exchanges, () -> true);

        assertThatThrownBy(() -> await(opened)).isInstanceOf(SSLException.class);
        certificate.delete();
    }

    @Test
    void speaksTlsWithWhomItTrusts() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
        int port = secure(certificate);
        Http1Exchanges exchanges = exchanges(port, certificate);

        Exchange exchange = open(exchanges);

        assertThat(answer(exchange)).isEqualTo("200 safe");
        certificate.delete();
    }

    @Test
    void takesTheEndOfTlsForTheConnections() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
        NetServerOptions options = new NetServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
        int port = await(vertx.createNetServer(options)
                        .connectHandler(socket -> socket.handler(asked ->
                                socket.write("HTTP/1.1 200 OK\r\n\r\nall").onSuccess(written -> endTls(socket))))
                        .listen(0, "127.0.0.1"))
                .actualPort();

        Exchange exchange = open(exchanges(port, certificate));

        assertThat(answer(exchange)).isEqualTo("200 all");
        certificate.delete();
    }

    private static void endTls(NetSocket socket) {
        ChannelPipeline pipeline =
                ((NetSocketInternal) socket).channelHandlerContext().pipeline();
        var unused = pipeline.get(SslHandler.class).closeOutbound();
    }

    private int secure(SelfSignedCertificate certificate) throws Exception {
        HttpServerOptions options =
                new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end("safe"));
        return await(server.listen(0, "127.0.0.1")).actualPort();
    }

    private Http1Exchanges exchanges(int port, SelfSignedCertificate trusted) {
        NetClientOptions options = new NetClientOptions()
                .setTrustOptions(new PemTrustOptions().addCertPath(trusted.certificatePath()))
                .setHostnameVerificationAlgorithm("HTTPS");
        Bounds bounds = new Bounds(1, 1, Duration.ofSeconds(20));
        return new Http1Exchanges(vertx, new Place("localhost", port, true), options, bounds, new VirtualTime());
    }
}
