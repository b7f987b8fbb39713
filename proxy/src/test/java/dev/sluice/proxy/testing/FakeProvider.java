package dev.sluice.proxy.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that does to each connection what a script says. */
public final class FakeProvider implements AutoCloseable {

    private final ServerSocket server;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Message> requests = new CopyOnWriteArrayList<>();

    /** What happens on one connection. */
    public interface Script {
        void serve(Wire wire, int connection) throws IOException, InterruptedException;
    }

    private FakeProvider(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    public static FakeProvider running(Script script) throws IOException {
        FakeProvider provider = new FakeProvider(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()), script);
        Thread.startVirtualThread(provider::accept);
        return provider;
    }

    /** Answers every request with the same bytes. */
    public static FakeProvider answering(String reply) throws IOException {
        FakeProvider[] self = new FakeProvider[1];
        self[0] = running((wire, connection) -> {
            while (true) {
                self[0].requests.add(wire.read());
                wire.send(reply);
            }
        });
        return self[0];
    }

    /** A whole JSON reply. */
    public static String json(String body) {
        return "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** The head of an event stream. */
    public static String events() {
        return "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections so far. */
    public int connections() {
        return connections.get();
    }

    /** What came, for {@link #answering}. */
    public List<Message> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                int number = connections.incrementAndGet();
                Thread.startVirtualThread(() -> serve(socket, number));
            }
        } catch (IOException closed) {
            sockets.clear();
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            script.serve(new Wire(socket), number);
        } catch (IOException | InterruptedException over) {
            sockets.remove(socket);
        }
    }
}
