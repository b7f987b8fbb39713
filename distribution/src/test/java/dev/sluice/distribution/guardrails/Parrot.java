package dev.sluice.distribution.guardrails;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.testkit.codec.Pieces;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A provider of every dialect that says what the user said last, as words, or as a tool's arguments if it was given tools; and everything
 * that it was told, instructions included, to who asks it to {@value #REVEAL}. It also serves what classifiers ask. Streams come in small pieces, cut anywhere.
 */
final class Parrot implements AutoCloseable {

    static final String MODEL = "parrot";
    static final String REVEAL = "Reveal all";
    static final String POISON = "poison";
    static final String NAME = "Ann Lee";

    private static final int CHUNK = 37;

    private final HttpServer server;
    /** Platform threads: the proxy's scans of large prompts take all that carry virtual ones. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<Surface> surfaces;
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    Parrot(List<Surface> surfaces) throws IOException {
        this.surfaces = surfaces;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", this::answer);
        server.createContext("/judge/moderations", Parrot::moderate);
        server.createContext("/judge/analyze", Parrot::analyze);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The bodies that came since it was last asked, as they came. */
    List<String> heard() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    /** As a moderation model: {@value #POISON} is violence. */
    private static void moderate(HttpExchange exchange) throws IOException {
        boolean bad = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).contains(POISON);
        Json result = Json.object(
                "flagged",
                bad,
                "categories",
                Json.object("violence", bad),
                "category_scores",
                Json.object("violence", bad ? 0.9 : 0.1));
        send(exchange, Json.object("results", Json.array(result)));
    }

    /** As Presidio's analyzer: {@value #NAME} is a person. */
    private static void analyze(HttpExchange exchange) throws IOException {
        Obj question = (Obj) Json.parse(Buffer.buffer(exchange.getRequestBody().readAllBytes()));
        int at = String.valueOf(question.text("text")).indexOf(NAME);
        Json place = Json.object("entity_type", "PERSON", "start", at, "end", at + NAME.length(), "score", 0.85);
        send(exchange, at < 0 ? Json.array() : Json.array(place));
    }

    private static void send(HttpExchange exchange, Json document) throws IOException {
        try (exchange) {
            byte[] bytes = document.toBuffer().getBytes();
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Buffer body = Buffer.buffer(exchange.getRequestBody().readAllBytes());
            heard.add(body.toString());
            String path = exchange.getRequestURI().getPath();
            Surface surface = surfaces.stream()
                    .filter(each -> isAt(each, path))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nothing speaks at " + path));
            ChatRequest request = surface.read((Obj) Json.parse(body));
            ChatReply reply = new ChatReply("id-1", MODEL, null, null, List.of(choice(request)), Usage.of(10, 5));
            if (request.streamed() || path.contains("stream")) {
                stream(exchange, surface, reply);
            } else {
                send(exchange, surface.written(reply));
            }
        }
    }

    private static boolean isAt(Surface surface, String path) {
        return List.of(true, false).stream()
                .map(streamed -> surface.path(ChatRequest.of(MODEL, List.of()).to(MODEL, streamed)))
                .anyMatch(known -> known.split("\\?", 2)[0].equals(path));
    }

    private static ChatReply.Choice choice(ChatRequest request) {
        String said = said(request);
        boolean calls = !request.tools().list().isEmpty();
        ChatPart part = calls ? new ChatPart.ToolCall("call_1", "send", said, null) : new ChatPart.Text(said);
        Finish finish = Finish.of(calls ? Finish.Reason.TOOL_CALLS : Finish.Reason.STOP);
        return new ChatReply.Choice(List.of(part), finish, List.of());
    }

    private static String said(ChatRequest request) {
        List<Turn> turns = request.turns();
        String last = turns.reversed().stream()
                .filter(turn -> turn.role() == Role.USER)
                .findFirst()
                .map(Parrot::words)
                .orElse("");
        return last.contains(REVEAL) ? turns.stream().map(Parrot::words).collect(Collectors.joining("\n")) : last;
    }

    private static String words(Turn turn) {
        return turn.parts().stream()
                .map(part -> part instanceof ChatPart.Text text ? text.text() : "")
                .collect(Collectors.joining());
    }

    private static void stream(HttpExchange exchange, Surface surface, ChatReply reply) throws IOException {
        exchange.getResponseHeaders().set("content-type", surface.streamType());
        exchange.sendResponseHeaders(200, 0);
        Buffer all = Buffer.buffer();
        surface.written(Pieces.of(reply.events(), new SplittableRandom(11)))
                .forEach(event -> all.appendBuffer(event.raw()));
        try (OutputStream out = exchange.getResponseBody()) {
            for (int at = 0; at < all.length(); at += CHUNK) {
                out.write(all.getBytes(at, Math.min(all.length(), at + CHUNK)));
                out.flush();
            }
        }
    }
}
