package dev.sluice.distribution;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 server on a real socket that answers, or fails to, as it is told. */
final class FaultyServer implements AutoCloseable {

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What becomes of a request. */
    @FunctionalInterface
    interface Behaviour {

        /** Answers, or not; the connection is closed once it returns false. */
        boolean answer(FaultyServer self, Socket socket, boolean streamed) throws IOException, InterruptedException;
    }

    private FaultyServer(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
    }

    static FaultyServer that(Behaviour behaviour) throws IOException {
        FaultyServer faulty = new FaultyServer(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), behaviour);
        Thread.startVirtualThread(faulty::accept);
        return faulty;
    }

    /** The kernel takes connections, and nobody ever looks at them: what is left of a process that is stuck. */
    static FaultyServer thatNeverLooks() throws IOException {
        return new FaultyServer(
                new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), (self, socket, streamed) -> false);
    }

    int port() {
        return server.getLocalPort();
    }

    int requests() {
        return bodies.size();
    }

    /** What was asked for, in the order in which it came. */
    List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** Until the test is over. */
    void hang() throws InterruptedException {
        closed.await();
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
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
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException over) {
            closed.countDown();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String body = read(in); body != null; body = read(in)) {
                bodies.add(body);
                if (!behaviour.answer(this, socket, body.contains("\"stream\":true"))) {
                    return;
                }
            }
        } catch (IOException | InterruptedException over) {
            sockets.remove(socket);
        }
    }

    /** A request's body; null at the end of the connection. */
    private static @Nullable String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length:");
        int length = at < 0
                ? 0
                : Integer.parseInt(
                        lower.substring(at + 15, lower.indexOf("\r\n", at)).strip());
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
