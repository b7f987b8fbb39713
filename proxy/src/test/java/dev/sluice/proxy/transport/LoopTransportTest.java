package dev.sluice.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.impl.VertxConnection;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The distribution brings the native parts that its speed rests on. */
class LoopTransportTest {

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void choosesEpollOnLinux() {
        LoopTransport transport = LoopTransport.best();

        assertThat(transport.name()).isEqualTo("epoll");
        assertThat(Epoll.isAvailable()).isTrue();
    }

    @Test
    void isTakenByVertx() {
        Vertx vertx = Vertx.builder().withTransport(LoopTransport.best()).build();

        boolean taken = vertx.isNativeTransportEnabled();
        vertx.close();

        assertThat(taken).isEqualTo(!LoopTransport.best().name().equals("nio"));
    }

    /** Its place goes by a name that is Vert.x's own. */
    @Test
    void findsTheCodecOfAConnectionThatVertxHasOpened() throws Exception {
        Vertx vertx = Vertx.vertx();
        CompletableFuture<Boolean> joined = new CompletableFuture<>();
        HttpServer server = vertx.createHttpServer()
                .connectionHandler(connection -> joined.complete(isJoinedBy(connection)))
                .requestHandler(request -> request.response().end());
        int port = server.listen(0, "127.0.0.1").await().actualPort();

        vertx.createHttpClient()
                .request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(HttpClientRequest::send)
                .await();

        assertThat(joined).isCompletedWithValue(true);
        vertx.close().await();
    }

    private static boolean isJoinedBy(HttpConnection connection) {
        Chunks.joinIn(connection);
        return ((VertxConnection) connection).channel().pipeline().get(Chunks.class) != null;
    }
}
