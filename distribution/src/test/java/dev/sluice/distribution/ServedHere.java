package dev.sluice.distribution;

import dev.sluice.proxy.boot.Bootstrap;
import dev.sluice.proxy.boot.Served;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The proxy with the plugins as they ship, in the test's own process, and somebody to call it. */
final class ServedHere implements AutoCloseable {

    private static final Path ROOT = Path.of(System.getProperty("sluice.distribution"));

    private final Served served;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServedHere(Served served) {
        this.served = served;
    }

    /**
     * Serves.
     *
     * @param config providers, models, chains and routes
     */
    static ServedHere start(Path folder, String config) throws IOException {
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, """
                version: 1
                server: { listen: 127.0.0.1:0, event-loops: 2 }
                admin: { listen: 127.0.0.1:0 }
                log: { access: false, level: error }
                data: %s
                """.formatted(folder.resolve("data")) + config);
        return new ServedHere(Bootstrap.serve(new Bootstrap.Place(file, ROOT, null)));
    }

    int port() {
        return served.port();
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(served.port(), path).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        return send(request(served.port(), path)
                .setHeader("content-type", contentType)
                .method(method, BodyPublishers.ofString(body)));
    }

    /** With fields and their values by turns. */
    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send(request(served.port(), path).headers(headers).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> adminSend(String method, String path) throws IOException, InterruptedException {
        return send(request(served.adminPort(), path).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> admin(String path) throws IOException, InterruptedException {
        return send(request(served.adminPort(), path));
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(15));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        served.stop();
        client.close();
    }
}
