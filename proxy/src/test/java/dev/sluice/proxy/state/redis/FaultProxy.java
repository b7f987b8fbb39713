package dev.sluice.proxy.state.redis;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a server, and can let nothing through, or cut what is connected. */
final class FaultProxy implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    private final List<NetSocket> answering = new CopyOnWriteArrayList<>();
    private final NetServer server;
    private volatile boolean partitioned;

    FaultProxy(int target) {
        this(target, new NetServerOptions());
    }

    FaultProxy(int target, NetServerOptions options) {
        server = vertx.createNetServer(options.setHost("127.0.0.1").setPort(0))
                .connectHandler(socket -> connect(socket, target));
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    /** Nothing comes through any more, and nobody is told. */
    void partition() {
        partitioned = true;
        sockets.forEach(NetSocket::pause);
    }

    /** What is asked gets there, and what is answered does not. */
    void holdAnswers() {
        answering.forEach(NetSocket::pause);
    }

    /** Lets through what was held back. */
    void heal() {
        partitioned = false;
        sockets.forEach(NetSocket::resume);
    }

    /** Closes what is connected. */
    void cut() {
        sockets.forEach(NetSocket::close);
        sockets.clear();
    }

    private void connect(NetSocket socket, int target) {
        socket.pause();
        client.connect(target, "127.0.0.1")
                .onSuccess(other -> {
                    answering.add(other);
                    pipe(socket, other);
                    pipe(other, socket);
                })
                .onFailure(refused -> socket.close());
    }

    private void pipe(NetSocket from, NetSocket to) {
        sockets.add(from);
        from.handler(to::write);
        from.closeHandler(closed -> to.close());
        if (partitioned) {
            from.pause();
        } else {
            from.resume();
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
