package dev.sluice.proxy.boot;

import static dev.sluice.proxy.testing.ProxyHarness.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.config.Settings;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.Wire;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reload is said to change of {@code server}, it changes; what waits for a restart, it leaves alone. */
@SuppressWarnings("removal") // No other way makes a certificate without a file in the repository.
class ReloadedSettingsTest {

    private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create("localhost");
    private static final Semaphore HALF_SENT = new Semaphore(0);
    private static final String CHAT = "/v1/chat/completions";
    private static final String SMALL = "{\"model\":\"m\"}";

    /** Not to be seen from outside in a moment, or only by listening beyond this machine. */
    private static final Set<String> UNSEEN =
            Set.of("access", "event-loops", "write-timeout", "max-session", "drain", "filter-timeout");

    @TempDir
    Path folder;

    /**
     * How a key's value shows.
     *
     * @param key below {@code server}
     * @param before its value at the start
     * @param then what is observed with that
     * @param after its value at the reload
     * @param now what is observed where that is in effect
     * @param look observes
     */
    record Probe(String key, String before, String then, String after, String now, Look look) {

        @Override
        public String toString() {
            return key;
        }
    }

    /** Looks at a serving process from outside. */
    interface Look {
        String at(int port, FakeProvider provider) throws IOException;
    }

    static List<Probe> probes() {
        String files =
                "{ certificate: '" + CERTIFICATE.certificatePath() + "', key: '" + CERTIFICATE.privateKeyPath() + "' }";
        return List.of(
                new Probe("listen", "127.0.0.1:0", "200", "127.0.0.1:1", "refused", asking(post(CHAT, SMALL))),
                new Probe("tls", "null", "200", files, "closed", asking(post(CHAT, SMALL))),
                new Probe("max-body", "1MiB", "200", "1KiB", "413", asking(post(CHAT, " ".repeat(5000) + SMALL))),
                new Probe("max-upload", "1MiB", "200", "1KiB", "413", asking(post("/v1/files", "x".repeat(5000)))),
                new Probe("max-bodies", "1MiB", "200", "10KiB", "503", ReloadedSettingsTest::besideAnother),
                new Probe("max-replies", "1MiB", "200", "1KiB", "503", ReloadedSettingsTest::besideAnotherReply),
                new Probe(
                        "max-header",
                        "64KiB",
                        "200",
                        "1KiB",
                        "431",
                        asking(post(CHAT, SMALL, "x-a: " + "a".repeat(5000)))),
                new Probe(
                        "max-request-line",
                        "8KiB",
                        "200",
                        "1KiB",
                        "400",
                        asking(post(CHAT + "?a=" + "a".repeat(5000), SMALL))),
                new Probe(
                        "max-json-depth",
                        "64",
                        "200",
                        "8",
                        "400",
                        asking(post(CHAT, "{\"model\":\"m\",\"x\":" + "[".repeat(20) + "]".repeat(20) + "}"))),
                new Probe("max-connections", "100", "200", "1", "closed", ReloadedSettingsTest::besideAnother),
                new Probe("max-calls", "100", "200", "1", "503", ReloadedSettingsTest::besideAnother),
                new Probe("header-timeout", "60s", "open", "100ms", "closed", silent("POST ")),
                new Probe("body-timeout", "60s", "open", "100ms", "408", silent(half(100))),
                new Probe("idle-timeout", "60s", "open", "100ms", "closed", ReloadedSettingsTest::idle),
                new Probe("keep-alive", "0s", "silent", "100ms", "comment", ReloadedSettingsTest::quietStream),
                new Probe(
                        "forwarded", "drop", "[]", "append", "[1.2.3.4, 127.0.0.1]", ReloadedSettingsTest::forwarded));
    }

    @ParameterizedTest
    @MethodSource("probes")
    void isInEffectIfAndOnlyIfItIsSaidToBe(Probe probe) throws IOException {
        try (FakeProvider provider = FakeProvider.running(ReloadedSettingsTest::serve)) {
            config(provider, probe.key(), probe.before());
            Served served = Bootstrap.serve(new Bootstrap.Place(folder.resolve("sluice.yaml"), folder, null));
            try {
                assertThat(probe.look().at(served.port(), provider)).isEqualTo(probe.then());

                config(provider, probe.key(), probe.after());
                served.reload();

                boolean waits = !waiting(probe).isEmpty();
                assertThat(probe.look().at(served.port(), provider)).isEqualTo(waits ? probe.then() : probe.now());
            } finally {
                served.stop();
            }
        }
    }

    @Test
    void everyKeyIsLookedAt() {
        List<String> looked = new ArrayList<>(UNSEEN);
        probes().forEach(probe -> looked.add(probe.key()));

        assertThat(Arrays.stream(ServerSettings.class.getRecordComponents())
                        .map(component ->
                                component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(looked);
    }

    private List<String> waiting(Probe probe) {
        return RestartNeeded.keys(settings(probe.key(), probe.before()), settings(probe.key(), probe.after()));
    }

    private static Settings settings(String key, String value) {
        return ConfigDocument.parse(
                        "test.yaml", "version: 1\n" + server(key, value), Environment.of(Map.of(), Map.of()))
                .bind(Settings.class);
    }

    private static String server(String key, String value) {
        Map<String, String> server = new LinkedHashMap<>(Map.of("listen", "127.0.0.1:0", "event-loops", "1"));
        server.put("max-body", "8KiB");
        if (!value.equals("null")) {
            server.put(key, value);
        }
        return "server: "
                + server.toString().replace('=', ':').replace(":", ": ").replace("127.0.0.1: ", "127.0.0.1:") + "\n";
    }

    private void config(FakeProvider provider, String key, String value) throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), """
                version: 1
                %sadmin: { listen: 127.0.0.1:0 }
                log: { access: false }
                plugins: { watch: false }
                providers:
                  openai: { base-url: "http://127.0.0.1:%d/v1" }
                  sandbox: {}
                """.formatted(server(key, value), provider.port()));
    }

    /** Says what came of forwarded addresses, and more than 1 KiB; or begins to, and goes no further. */
    private static void serve(Wire wire, int connection) throws IOException {
        while (true) {
            Message request = wire.read();
            if (request.field("x-half") == null) {
                wire.send(FakeProvider.json(request.all("x-forwarded-for") + " ".repeat(3000)));
            } else {
                wire.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 3000\r\n\r\n"
                        + " ".repeat(2000));
                HALF_SENT.release();
            }
        }
    }

    private static Look asking(String request) {
        return (port, provider) -> ask(port, request);
    }

    private static String ask(int port, String request) throws IOException {
        try (Wire wire = Wire.to(port)) {
            return status(wire.send(request));
        }
    }

    private static String status(Wire wire) throws IOException {
        try {
            return Integer.toString(wire.read().status());
        } catch (EOFException | SocketException e) {
            return "closed";
        }
    }

    /** A call that has sent half of its body, and another. */
    private static String besideAnother(int port, FakeProvider provider) throws IOException {
        try (Wire half = Wire.to(port)) {
            half.send(half(7000));
            return ask(port, post(CHAT, " ".repeat(5000) + SMALL));
        }
    }

    /** A call of whose reply one half has come, and another. */
    private static String besideAnotherReply(int port, FakeProvider provider) throws IOException {
        try (Wire half = Wire.to(port)) {
            half.send(post(CHAT, SMALL, "x-half: 1"));
            HALF_SENT.acquireUninterruptibly();
            return ask(port, post(CHAT, SMALL));
        }
    }

    private static String half(int body) {
        return "POST " + CHAT + " HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: "
                + (body + 10) + "\r\n\r\n" + " ".repeat(body);
    }

    private static Look silent(String begun) {
        return (port, provider) -> {
            try (Wire wire = Wire.to(port)) {
                return within(wire.send(begun), Duration.ofSeconds(1));
            }
        };
    }

    private static String idle(int port, FakeProvider provider) throws IOException {
        try (Wire wire = Wire.to(port)) {
            wire.send(post(CHAT, SMALL)).read();
            return within(wire, Duration.ofSeconds(1));
        }
    }

    private static String within(Wire wire, Duration patience) throws IOException {
        wire.patience(patience);
        try {
            return status(wire);
        } catch (java.net.SocketTimeoutException e) {
            return "open";
        }
    }

    private static String quietStream(int port, FakeProvider provider) throws IOException {
        try (Wire wire = Wire.to(port)) {
            wire.send(
                    post(
                            CHAT,
                            "{\"model\":\"sandbox/lorem-2@2\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
            return ("\n" + wire.read().body()).contains("\n:") ? "comment" : "silent";
        }
    }

    private static String forwarded(int port, FakeProvider provider) throws IOException {
        try (Wire wire = Wire.to(port)) {
            return wire.send(post(CHAT, SMALL, "x-forwarded-for: 1.2.3.4"))
                    .read()
                    .body()
                    .strip();
        }
    }
}
