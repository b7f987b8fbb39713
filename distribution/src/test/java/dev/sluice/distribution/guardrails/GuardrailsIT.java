package dev.sluice.distribution.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.boot.Bootstrap;
import dev.sluice.proxy.boot.Served;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every guardrail, on every kind of chat, whole and streamed, over real sockets; docs/guardrails.md has what is found. */
class GuardrailsIT {

    private static final Path ROOT = Path.of(System.getProperty("sluice.distribution"));
    private static final Path PAGE = Path.of("..", "docs", "guardrails.md");
    private static final String BEGIN = "<!-- what GuardrailsIT found -->\n";
    private static final String END = "<!-- until here -->";

    private static final List<Surface> SURFACES = Surfaces.all();
    private static final List<Feature> FEATURES = Features.all();

    private static HttpClient client;
    private static Parrot parrot;
    private static Served served;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        parrot = new Parrot(SURFACES);
        Path config = Files.writeString(folder.resolve("sluice.yaml"), config(folder));
        served = Bootstrap.serve(new Bootstrap.Place(config, ROOT, null));
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        served.stop();
        parrot.close();
    }

    @TestFactory
    Stream<DynamicTest> everyFeatureOnEverySurface() {
        return cases().map(each -> DynamicTest.dynamicTest(
                each.title(), () -> each.feature().expect().accept(call(each))));
    }

    /** A hole in the table would be a guardrail that somebody relies on and does not have. */
    @Test
    void thePageSaysWhatIsFound() throws Exception {
        Matrix matrix = new Matrix();
        for (Case each : cases().toList()) {
            matrix.found(each.feature(), each.surface(), each.streamed(), found(each));
        }
        String table = BEGIN + matrix.table(FEATURES, SURFACES) + END;
        String page = Files.readString(PAGE);
        if ("write".equals(System.getProperty("sluice.docs"))) {
            page = page.substring(0, page.indexOf(BEGIN)) + table + page.substring(page.indexOf(END) + END.length());
            Files.writeString(PAGE, page);
        }

        assertThat(page)
                .as("run this test with -Dsluice.docs=write to have the table written again")
                .contains(table)
                .doesNotContain("| NO", "NO |");
    }

    private record Case(Feature feature, Surface surface, boolean streamed) {

        String title() {
            return feature.name() + ", " + surface.title() + (streamed ? ", streamed" : ", whole");
        }
    }

    private static Stream<Case> cases() {
        return FEATURES.stream()
                .flatMap(feature -> SURFACES.stream()
                        .filter(feature::appliesTo)
                        .flatMap(surface ->
                                Stream.of(false, true).map(streamed -> new Case(feature, surface, streamed))));
    }

    private static String found(Case each) throws IOException, InterruptedException {
        try {
            each.feature().expect().accept(call(each));
            return "yes";
        } catch (AssertionError | JsonSyntaxException e) {
            return "NO";
        }
    }

    private static Got call(Case each) throws IOException, InterruptedException {
        Surface surface = each.surface();
        ChatRequest request = request(each.feature())
                .to(each.feature().name() + "." + surface.dialect().name(), each.streamed());
        Obj body = surface.written(request);
        Obj told = surface.dialect().name().equals("ollama") ? body.with("stream", Json.of(each.streamed())) : body;
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + surface.path(request)))
                        .header("content-type", "application/json")
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                told.toBuffer().getBytes()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return Got.of(surface, response, parrot.heard());
    }

    private static ChatRequest request(Feature feature) {
        Tools.Tool send = new Tools.Tool(
                "send",
                "Sends a mail.",
                (Obj) Json.parse(Buffer.buffer("{\"type\":\"object\",\"properties\":{\"to\":{\"type\":\"string\"}}}")),
                null,
                null);
        return new ChatRequest(
                "",
                false,
                feature.turns(),
                feature.calls() ? new Tools(List.of(send), null, null) : Tools.NONE,
                Sampling.NONE,
                new Output(1000, List.of(), null, null, null, null),
                Thinking.NONE,
                Labels.NONE);
    }

    private static String config(Path folder) {
        List<String> dialects = SURFACES.stream()
                .map(surface -> surface.dialect().name())
                .distinct()
                .toList();
        return """
            version: 1
            server: { listen: 127.0.0.1:0, event-loops: 1 }
            admin: { listen: 127.0.0.1:0 }
            log: { access: false, level: error }
            data: %s
            providers:
            %s
            classifiers:
              judge: { moderation: { url: 'http://127.0.0.1:%d/judge/moderations' } }
              names: { presidio: { url: 'http://127.0.0.1:%d/judge' } }
            models:
            %s
            chains:
            %s
              none: []
            routes:
            %s
              - { name: rest, chain: none }
            """.formatted(
                folder.resolve("data"),
                lines(dialects.stream().map(GuardrailsIT::provider)),
                parrot.port(),
                parrot.port(),
                lines(FEATURES.stream().flatMap(feature -> dialects.stream().map(dialect -> model(feature, dialect)))),
                lines(FEATURES.stream().map(feature -> "  " + feature.name() + ": [ { " + feature.chain() + " } ]")),
                lines(FEATURES.stream()
                        .map(feature -> "  - { name: %s, match: { model: ['%s.*'] }, chain: %s }"
                                .formatted(feature.name(), feature.name(), feature.name()))));
    }

    private static String provider(String dialect) {
        return "  %s: { dialect: %s, base-url: 'http://127.0.0.1:%d', api-key: k, region: us-east-1 }"
                .formatted(dialect, dialect, parrot.port());
    }

    private static String model(Feature feature, String dialect) {
        return "  %s.%s: { targets: [ { provider: %s, model: %s } ] }"
                .formatted(feature.name(), dialect, dialect, Parrot.MODEL);
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }
}
