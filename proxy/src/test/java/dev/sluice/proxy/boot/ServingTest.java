package dev.sluice.proxy.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.proxy.plugin.ExtensionType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A whole process over real sockets: started, reloaded while it works, and stopped. */
class ServingTest {

    private static final String CONFIG = """
            version: 1
            server: { listen: 127.0.0.1:0, event-loops: 2%s }
            admin: { listen: 127.0.0.1:0 }
            log: { access: false }
            plugins: { folders: [ plugins ] }
            providers: { sandbox: {} }
            models: { broken: { targets: [ { provider: sandbox, model: fail-429 } ] } }
            chains: { default: [ tag: { word: %s } ] }
            """;

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private Served served;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        plugin("");
        config("start");
        served = Bootstrap.serve(new Bootstrap.Place(folder.resolve("sluice.yaml"), folder, null));
        log.start();
        ((Logger) LoggerFactory.getLogger("dev.sluice.proxy.boot")).addAppender(log);
    }

    @AfterEach
    void stop() {
        if (stopped.compareAndSet(false, true)) {
            served.stop();
        }
        client.close();
    }

    @Test
    void losesNoCallWhileConfigAndPluginsAreReplaced() throws Exception {
        Load load = new Load(6);
        List<WeakReference<ClassLoader>> replaced = new ArrayList<>();
        for (int i = 1; i <= 24; i++) {
            boolean newJar = i % 6 == 0;
            if (newJar) {
                replaced.add(loader());
                plugin("-" + i);
            }
            config("word" + i);
            served.reload();
            assertThat(whole().headers().firstValue("x-tag").orElse("")).startsWith("word" + i);
        }

        load.stop();

        assertThat(load.failures).isEmpty();
        assertThat(load.calls).hasValueGreaterThan(50);
        assertThat(load.streams).hasValueGreaterThan(10);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            System.gc();
            assertThat(replaced.stream().map(WeakReference::get).filter(java.util.Objects::nonNull))
                    .isEmpty();
        });
    }

    @Test
    void followsAChangeOfTheFileByItself() throws IOException {
        config("changed");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> whole().headers().firstValue("x-tag").orElse("").equals("changed"));
    }

    @Test
    void keepsServingWhatIsRightWhenAChangeIsWrong() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), "version: 1\nchains: { default: [ tga ] }");

        await().atMost(Duration.ofSeconds(20)).until(() -> logged("The change is not served"));
        HttpResponse<String> refused = admin("POST", "/admin/v1/reload");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("no plugin brings a filter 'tga'").contains("\"line\" : 2");
        assertThat(admin("GET", "/metrics").body()).contains("sluice_config_reloads_total{result=\"refused\"} 2.0");
        assertThat(admin("GET", "/readyz").body()).contains("degraded", "is not served");
        assertThat(whole().headers().firstValue("x-tag")).contains("start");
        assertThat(served.isReady()).isTrue();
    }

    @Test
    void saysWhatOnlyARestartCanChange() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), CONFIG.formatted(", max-header: 5KiB", "start"));

        served.reload();

        assertThat(logged("in effect only after a restart: server.max-header")).isTrue();
    }

    @Test
    void saysThatAFilterWaitsForTheRestartThatItsFolderNeeds() throws IOException {
        String more = CONFIG.formatted("", "start")
                .replace("[ plugins ]", "[ plugins, more ]")
                .replace("default: [ ", "default: [ guard, ");
        Files.writeString(folder.resolve("sluice.yaml"), more);

        HttpResponse<String> refused = admin("POST", "/admin/v1/reload");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("no plugin brings a filter 'guard'")
                .contains("plugins.folders has changed, which takes effect only after a restart");
    }

    @Test
    void saysNothingOfPluginsWhereTheyAreNotToBlame() throws IOException {
        String wrong = CONFIG.formatted("", "start")
                .replace("[ plugins ]", "[ plugins, more ]")
                .replace("providers: { sandbox: {} }", "providers: { sandbox: {}, house: {} }");
        Files.writeString(folder.resolve("sluice.yaml"), wrong);

        HttpResponse<String> refused = admin("POST", "/admin/v1/reload");

        assertThat(refused.body()).contains("expected a base-url").doesNotContain("after a restart");
    }

    @Test
    void warnsOfAJarThatNobodyCanUse() {
        PluginFolder.broken(folder.resolve("plugins"));

        served.reload();

        assertThat(logged("broken.jar")).isTrue();
        assertThat(whole().statusCode()).isEqualTo(200);
    }

    @Test
    void countsTheTargetsOfTheConfigByTheirNamesFromTheirFirstFailureOn() {
        assertThat(post("broken", false).statusCode()).isEqualTo(429);

        assertThat(admin("GET", "/metrics").body()).contains("fail-429");
    }

    @Test
    void endsAStreamThatIsUnderWayBeforeItStops() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<List<String>> lines = client.sendAsync(
                        request("sandbox/lorem-40@20", true), BodyHandlers.ofLines())
                .thenApplyAsync(response -> lines(response.body(), begun));
        begun.await(20, TimeUnit.SECONDS);

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(this::stopNow);

        await().atMost(Duration.ofSeconds(5)).until(() -> !served.isReady());
        assertThat(admin("GET", "/readyz").statusCode()).isEqualTo(503);
        assertThat(lines.get(30, TimeUnit.SECONDS)).contains("data: [DONE]");
        stopping.get(60, TimeUnit.SECONDS);
    }

    private void stopNow() {
        stopped.set(true);
        served.stop();
    }

    private static List<String> lines(Stream<String> body, CountDownLatch begun) {
        return body.peek(line -> begun.countDown()).toList();
    }

    private WeakReference<ClassLoader> loader() {
        return new WeakReference<>(served.plugins()
                .find(ExtensionType.FILTER, "tag")
                .orElseThrow()
                .instance()
                .getClass()
                .getClassLoader());
    }

    private void config(String word) throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), CONFIG.formatted("", word));
    }

    private void plugin(String suffix) throws IOException {
        Path next = PluginFolder.tag(suffix).writeTo(folder.resolve("tag.next"));
        Files.move(
                next,
                folder.resolve("plugins/tag.jar"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean logged(String text) {
        return List.copyOf(log.list).stream()
                .anyMatch(event -> event.getFormattedMessage().contains(text));
    }

    private HttpResponse<String> whole() {
        return post("sandbox/echo", false);
    }

    private HttpResponse<String> post(String model, boolean stream) {
        return send(request(model, stream));
    }

    private HttpRequest request(String model, boolean stream) {
        String body = "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
                .formatted(model, stream);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> admin(String method, String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.adminPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Callers who do not pause: one call after the other, whole and streamed by turns. */
    private final class Load {

        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger streams = new AtomicInteger();
        private final AtomicBoolean enough = new AtomicBoolean();
        private final List<CompletableFuture<Void>> callers = new ArrayList<>();

        Load(int many) {
            for (int i = 0; i < many; i++) {
                callers.add(CompletableFuture.runAsync(this::callOn, Thread::startVirtualThread));
            }
        }

        void stop() throws Exception {
            enough.set(true);
            CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        }

        private void callOn() {
            while (!enough.get()) {
                try {
                    check(whole(), "Hello");
                    check(post("sandbox/lorem-20@200", true), "data: [DONE]");
                    streams.incrementAndGet();
                } catch (RuntimeException e) {
                    failures.add(e.toString());
                }
            }
        }

        private void check(HttpResponse<String> reply, String part) {
            calls.incrementAndGet();
            if (reply.statusCode() != 200 || !reply.body().contains(part)) {
                failures.add(reply.statusCode() + " " + reply.body());
            }
        }
    }
}
