package dev.sluice.proxy.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has the proxy serve calls of its own for a while, so that the JVM can write down what it learns of them: which classes are
 * used, and how its methods are. What is called is the sandbox of a second proxy in the same process, over a real socket.
 */
public final class WarmUp {

    private static final int CLIENTS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String UPSTREAM = """
            version: 1
            server: { listen: 127.0.0.1:0 }
            admin: { listen: 127.0.0.1:0 }
            log: { access: false, level: error }
            providers: { sandbox: {} }
            chains: { default: [] }
            routes: [ { name: everything, chain: default } ]
            """;
    /** One call of the mixture: a path and a body. */
    private record Ask(String path, String body) {

        HttpRequest of(int port, boolean watched) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(body));
            return (watched ? request.header("x-watched", "yes") : request).build();
        }
    }

    private static final List<Ask> MIXTURE = List.of(
            chat("sandbox/echo", false),
            chat("sandbox/lorem", true),
            chat("sandbox/echo", false),
            new Ask("/v1/messages", """
                    {"model":"upstream/sandbox/lorem","max_tokens":64,"stream":true,"messages":[{"role":"user","content":"%s"}]}
                    """.formatted("word ".repeat(200))));

    private final Path folder;
    private final Path home;
    private final int calls;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile @Nullable String trouble;

    private WarmUp(Path folder, Path home, int calls) {
        this.folder = folder;
        this.home = home;
        this.calls = calls;
    }

    /**
     * Serves calls, for two minutes at most. Blocks.
     *
     * @param home the distribution's folder, with {@code plugins} in it
     * @param calls how many
     * @return how many were answered
     * @throws StartException if one was not answered as it should be
     */
    public static int run(Path home, int calls) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("sluice-warm-");
            try {
                return new WarmUp(folder, home, calls).serve();
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int serve() throws IOException, InterruptedException {
        Served upstream = serve("upstream", UPSTREAM);
        try {
            Served proxy = serve("proxy", config(upstream.port()));
            try {
                callAll(proxy.port());
            } finally {
                proxy.stop();
            }
        } finally {
            upstream.stop();
        }
        if (trouble != null) {
            throw new StartException("Cannot warm up: " + trouble, null);
        }
        return answered.get();
    }

    private Served serve(String name, String config) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), config + "data: " + folder.resolve(name) + "\n");
        return Bootstrap.serve(new Bootstrap.Place(file, home, null));
    }

    private String config(int upstream) {
        return """
            version: 1
            server: { listen: 127.0.0.1:0 }
            admin: { listen: 127.0.0.1:0 }
            log: { access: true, level: error }
            providers: { upstream: { dialect: openai, base-url: "http://127.0.0.1:%d", api-key: none } }
            chains:
              empty: []
              watched: [ { record: { folder: %s } }, { validate: { messages: { min: 1 } } } ]
            routes:
              - { name: watched, match: { headers: { x-watched: "*" } }, chain: watched }
              - { name: everything, chain: empty }
            """.formatted(upstream, folder.resolve("record"));
    }

    private void callAll(int port) throws InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<Thread> clients = Stream.generate(() -> Thread.ofVirtual().start(() -> callOn(client, port)))
                    .limit(CLIENTS)
                    .toList();
            for (Thread each : clients) {
                each.join();
            }
        }
    }

    /** One client: calls until there were enough, or one failed. */
    private void callOn(HttpClient client, int port) {
        for (int i = begun.getAndIncrement(); i < calls && !isOver(); i = begun.getAndIncrement()) {
            try {
                HttpResponse<Void> reply =
                        client.send(MIXTURE.get(i % MIXTURE.size()).of(port, i % 2 == 0), BodyHandlers.discarding());
                if (reply.statusCode() == 200) {
                    answered.incrementAndGet();
                } else {
                    trouble = "expected 200 from itself, found " + reply.statusCode();
                }
            } catch (IOException e) {
                trouble = "expected an answer from itself, found " + e;
            } catch (InterruptedException e) {
                trouble = "interrupted";
            }
        }
    }

    private boolean isOver() {
        return trouble != null || System.nanoTime() - deadline > 0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static Ask chat(String model, boolean stream) {
        return new Ask("/v1/chat/completions", """
                {"messages":[{"role":"user","content":"%s"}],"model":"upstream/%s","stream":%s}
                """.formatted("word ".repeat(200), model, stream));
    }
}
