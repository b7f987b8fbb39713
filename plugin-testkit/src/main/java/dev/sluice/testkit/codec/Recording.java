package dev.sluice.testkit.codec;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stream as a provider sent it.
 *
 * @param name for the names of tests
 * @param wire the endpoint's
 * @param bytes all of it
 */
public record Recording(String name, ChatWire wire, Buffer bytes) {

    /** Up to here a stream is cut at every byte. */
    private static final int SMALL = 4096;

    /** How many places a larger one is cut at. */
    private static final int PLACES = 200;

    private static final List<Integer> SIZES = List.of(1, 3, 64, 1009);

    /**
     * Those of a folder of streams, in files named after the endpoint.
     *
     * @param file of events as they came
     * @param wire the endpoint's
     * @return all of it
     * @throws IOException if it cannot be read
     */
    public static Recording of(Path file, ChatWire wire) throws IOException {
        return new Recording(wire + " " + file.getFileName(), wire, Buffer.buffer(Files.readAllBytes(file)));
    }

    /**
     * Those of a file with a recorded exchange a line: {@code {id, path, status, response}}.
     *
     * @param file in JSON Lines
     * @param wires of which one is taken by the path
     * @return those that were answered, of the endpoints that are known by their paths
     * @throws IOException if it cannot be read
     */
    public static List<Recording> in(Path file, List<ChatWire> wires) throws IOException {
        List<Recording> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Obj row = (Obj) Json.parse(Buffer.buffer(line));
            Optional<ChatWire> wire = spoken(String.valueOf(row.text("path")), wires);
            String status = String.valueOf(row.get("status")).replace("\"", "");
            if (wire.isPresent() && status.equals("200")) {
                response(row.get("response"))
                        .ifPresent(bytes -> all.add(new Recording(String.valueOf(row.text("id")), wire.get(), bytes)));
            }
        }
        return all;
    }

    /**
     * The ways in which it may come: cut in two at every byte (of a large one, at some), and in chunks of one size.
     *
     * @return lists of chunks; the first is all at once
     */
    public Stream<List<Buffer>> cuts() {
        int step = bytes.length() <= SMALL ? 1 : bytes.length() / PLACES;
        Stream<List<Buffer>> once = Stream.of(List.of(bytes));
        Stream<List<Buffer>> inTwo = IntStream.iterate(1, at -> at < bytes.length(), at -> at + step)
                .mapToObj(at -> List.of(bytes.getBuffer(0, at), bytes.getBuffer(at, bytes.length())));
        Stream<List<Buffer>> even = SIZES.stream().map(this::chunks);
        return Stream.of(once, inTwo, even).flatMap(each -> each);
    }

    private List<Buffer> chunks(int size) {
        return IntStream.iterate(0, at -> at < bytes.length(), at -> at + size)
                .mapToObj(at -> bytes.getBuffer(at, Math.min(bytes.length(), at + size)))
                .toList();
    }

    private static Optional<ChatWire> spoken(String path, List<ChatWire> wires) {
        String name = path.contains("/chat/completions")
                ? "openai chat-completions"
                : path.contains("/responses")
                        ? "openai responses"
                        : path.contains("/messages")
                                ? "anthropic messages"
                                : path.contains(":streamGenerateContent?alt=sse") ? "gemini generate-content" : "";
        return wires.stream().filter(wire -> wire.toString().equals(name)).findFirst();
    }

    private static Optional<Buffer> response(@Nullable Json response) {
        return switch (response) {
            case Str text -> Optional.of(Buffer.buffer(text.value()));
            case Arr events ->
                Optional.of(Buffer.buffer(
                        events.stream().map(event -> "data: " + event + "\n\n").collect(Collectors.joining())));
            case null, default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
