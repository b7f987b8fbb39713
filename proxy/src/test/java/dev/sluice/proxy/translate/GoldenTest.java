package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of one rich request, one whole reply and one stream, for every pair of dialects, as a page to read. What is
 * said stands in {@code said/}, and the recorded streams beside each dialect's tests; {@code -Dsluice.golden=write} writes the
 * pages anew.
 */
class GoldenTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "dev", "sluice", "proxy", "translate");

    /** Some dialects date a reply, and others leave that to the one who translates. */
    private static final Pattern NOW = Pattern.compile("(?<key>\"created(?:_at)?\" ?: ?)\\d{10}");

    static Stream<Arguments> pairs() {
        return RecordedStream.SPEAKERS.stream()
                .flatMap(client -> RecordedStream.SPEAKERS.stream()
                        .filter(provider -> !provider.equals(client))
                        .map(provider -> Arguments.of(client, provider)));
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void aChatBecomesWhatThePageSays(Speaker client, Speaker provider) throws IOException {
        Path page = FOLDER.resolve("golden").resolve(file(client) + "--" + file(provider) + ".md");

        String now = page(client, provider);

        if ("write".equals(System.getProperty("sluice.golden"))) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, now);
        }
        assertThat(now).isEqualTo(Files.readString(page));
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void nobodyGetsAnEmptyId(Speaker client, Speaker provider) throws IOException {
        assertThat(page(client, provider)).doesNotContainPattern("(?i)id\"\\s*:\\s*\"\"");
    }

    private static String page(Speaker client, Speaker provider) throws IOException {
        String page = "# A client of " + client + " before a provider of " + provider + "\n\n"
                + request(client, provider) + reply(client, provider) + stream(client, provider);
        return NOW.matcher(page).replaceAll("${key}0");
    }

    private static String request(Speaker client, Speaker provider) throws IOException {
        Losses losses = new Losses();
        ChatRequest read = client.codec().readRequest(said(client, "request"), losses);
        ChatRequest request = read.to("some-model", false);
        Obj written = provider.codec().writeRequest(request, losses);
        return "## The request at the provider\n\n    POST " + provider.codec().path(request) + "\n\n" + pretty(written)
                + told(losses);
    }

    private static String reply(Speaker client, Speaker provider) throws IOException {
        Losses losses = new Losses();
        Asked asked = new Asked("some-model", said(client, "request"));
        Obj written =
                client.codec().writeReply(provider.codec().readReply(said(provider, "reply"), losses), asked, losses);
        return "## The reply at the client\n\n" + pretty(written) + told(losses);
    }

    private static String stream(Speaker client, Speaker provider) throws IOException {
        Losses losses = new Losses();
        RecordedStream stream = RecordedStream.kept().stream()
                .filter(recorded -> recorded.provider().equals(provider))
                .reduce((first, last) -> last)
                .orElseThrow();
        List<Event> events = provider.translated(provider.frames(stream.bytes()), client, losses);
        return "## The stream at the client\n\n"
                + events.stream()
                        .map(event -> "    " + (event.type() == null ? "" : event.type() + " ") + event.text() + "\n")
                        .map(GoldenTest::settled)
                        .collect(Collectors.joining())
                + told(losses);
    }

    private static Obj said(Speaker speaker, String what) throws IOException {
        Path file = FOLDER.resolve("said").resolve(file(speaker) + "." + what + ".json");
        return (Obj) Json.parse(Buffer.buffer(Files.readAllBytes(file)));
    }

    private static String file(Speaker speaker) {
        return speaker.name().replace(' ', '-');
    }

    private static String pretty(Obj document) {
        return settled(new JsonObject(document.toBuffer()).encodePrettily())
                        .lines()
                        .map(line -> "    " + line + "\n")
                        .collect(Collectors.joining())
                + "\n";
    }

    /** Without what is made anew each time: ids, and the hour. */
    private static String settled(String text) {
        return text.replaceAll("(chatcmpl-|[a-z]+_)[0-9a-f]{8,}", "$1made")
                .replaceAll("(\"(?:created|created_at|completed_at)\" ?: ?)1[89]\\d{8}", "$10");
    }

    private static String told(Losses losses) {
        String lines = losses.all().stream().map(loss -> "- " + loss + "\n").collect(Collectors.joining());
        return (lines.isEmpty() ? "Nothing is lost.\n" : "\nTold as lost or changed:\n\n" + lines) + "\n";
    }
}
