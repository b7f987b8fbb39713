package dev.sluice.proxy.translate;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stream as a provider sent it: small ones of every dialect that are kept here, and all below the folder that {@code
 * sluice.cases} names.
 *
 * @param name shown where a test fails
 * @param provider speaks it
 * @param bytes all of it
 */
record RecordedStream(String name, Speaker provider, Buffer bytes) {

    static final List<Speaker> SPEAKERS = Speaker.all(Dialects.builtIn().all());

    private static final Map<String, String> KEPT = Map.of(
            "openai/chat.sse", "openai chat-completions",
            "openai/responses.sse", "openai responses",
            "anthropic/messages.sse", "anthropic messages",
            "gemini/chat.sse", "gemini generate-content",
            "cohere/text.sse", "cohere chat",
            "cohere/tools.sse", "cohere chat",
            "ollama/chat.ndjson", "ollama chat",
            "bedrock/converse.jsonl", "bedrock converse");

    static Speaker speaker(String name) {
        return SPEAKERS.stream()
                .filter(speaker -> speaker.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected one of " + SPEAKERS + " but found " + name));
    }

    static List<RecordedStream> kept() throws IOException {
        List<RecordedStream> all = new ArrayList<>();
        for (String file : KEPT.keySet().stream().sorted().toList()) {
            try (InputStream in = RecordedStream.class.getResourceAsStream("/dev/sluice/proxy/dialect/" + file)) {
                String text = new String(
                        Objects.requireNonNull(in, file).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                Speaker provider = speaker(Objects.requireNonNull(KEPT.get(file)));
                all.add(new RecordedStream(
                        file,
                        provider,
                        file.endsWith(".jsonl") ? framed(provider, text.lines()) : Buffer.buffer(text)));
            }
        }
        return all;
    }

    /** Kept ones, and those below the folder of cases if there is one. */
    static List<RecordedStream> all() throws IOException {
        List<RecordedStream> all = new ArrayList<>(kept());
        String cases = System.getProperty("sluice.cases");
        if (cases != null) {
            recorded(Path.of(cases, "sse", "recorded-streams.jsonl"), all);
            recorded(Path.of(cases, "sse", "gemini-recordings.jsonl"), all);
            fixtures(Path.of(cases, "sse", "provider-fixtures"), all);
        }
        return all;
    }

    private static void recorded(Path file, List<RecordedStream> all) throws IOException {
        for (String line : Files.readAllLines(file)) {
            Obj row = (Obj) Json.parse(Buffer.buffer(line));
            String path = String.valueOf(row.text("path"));
            String provider = spokenAt(path);
            if (provider != null
                    && row.get("response") != Null.NULL
                    && "200".equals(String.valueOf(row.get("status")).replace("\"", ""))) {
                Speaker speaker = speaker(provider);
                all.add(new RecordedStream(
                        String.valueOf(row.text("id")), speaker, response(speaker, row.get("response"))));
            }
        }
    }

    private static @Nullable String spokenAt(String path) {
        if (path.contains("/chat/completions")) {
            return "openai chat-completions";
        }
        if (path.contains("/responses")) {
            return "openai responses";
        }
        if (path.contains("/messages")) {
            return "anthropic messages";
        }
        return path.contains(":streamGenerateContent?alt=sse") ? "gemini generate-content" : null;
    }

    private static Buffer response(Speaker provider, @Nullable Json response) {
        return response instanceof Arr chunks
                ? framed(provider, chunks.stream().map(Json::toString))
                : Buffer.buffer(((Str) Objects.requireNonNull(response)).value());
    }

    private static void fixtures(Path folder, List<RecordedStream> all) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".chunks.txt"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("{"))
                        .toList();
                String provider = spokenIn(lines.getFirst());
                if (provider != null) {
                    Speaker speaker = speaker(provider);
                    all.add(new RecordedStream(
                            String.valueOf(file.getFileName()), speaker, framed(speaker, lines.stream())));
                }
            }
        }
    }

    /** Files do not say which endpoint theirs was. */
    private static @Nullable String spokenIn(String first) {
        if (first.contains("\"response.created\"")) {
            return "openai responses";
        }
        if (first.contains("\"choices\"")) {
            return first.contains("\"text_completion\"") ? null : "openai chat-completions";
        }
        if (first.contains("\"message_start\"")) {
            return "anthropic messages";
        }
        if (first.contains("\"contentBlock")) {
            return "bedrock converse";
        }
        if (first.contains("\"message-start\"")) {
            return "cohere chat";
        }
        return first.contains("\"candidates\"") ? "gemini generate-content" : null;
    }

    /** One JSON event a line, in the dialect's own framing. */
    private static Buffer framed(Speaker provider, Stream<String> events) {
        Buffer stream = Buffer.buffer();
        events.filter(line -> !line.isBlank())
                .forEach(line -> stream.appendBuffer(
                        switch (provider.dialect().name()) {
                            case "bedrock" -> message((Obj) Json.parse(Buffer.buffer(line)));
                            default -> Buffer.buffer("data: " + line + "\n\n");
                        }));
        return stream;
    }

    private static Buffer message(Obj event) {
        var only = event.iterator().next();
        return EventStream.event(only.name(), only.value()).raw();
    }

    boolean isOneAnswer() {
        String text = bytes.toString().toLowerCase(Locale.ROOT);
        return text.split("message_start\"", -1).length <= 2 && text.split("\"response.created\"", -1).length <= 2;
    }

    @Override
    public String toString() {
        return name;
    }
}
