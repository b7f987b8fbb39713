package dev.sluice.plugins.cache;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Sources;
import dev.sluice.proxy.dialect.Dialects;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Who asks in one of the real dialects, and how a provider answers that speaks it too. */
enum Tongue {
    CHAT("openai", "chat-completions", "chat-completions"),
    RESPONSES("openai", "responses", "responses"),
    ANTHROPIC("anthropic", "messages", "messages"),
    GEMINI("gemini", "generate-content", "stream-generate-content"),
    OLLAMA("ollama", "chat", "chat"),
    COHERE("cohere", "chat", "chat"),
    BEDROCK("bedrock", "converse", "converse-stream");

    static final Dialects DIALECTS = Dialects.builtIn();
    static final String MODEL = "some-model";

    private final String dialect;
    private final String whole;
    private final String streamed;

    Tongue(String dialect, String whole, String streamed) {
        this.dialect = dialect;
        this.whole = whole;
        this.streamed = streamed;
    }

    Dialect dialect() {
        return DIALECTS.find(dialect).orElseThrow();
    }

    private Endpoint endpoint(boolean inPieces) {
        String name = inPieces ? streamed : whole;
        return dialect().endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    ChatCodec codec() {
        return codec(endpoint(false));
    }

    /** As the codec has it, but for the thinking that it has responses send along: not every client wants it. */
    Call call(ChatRequest request, boolean inPieces) {
        ChatRequest asked = request.to(MODEL, inPieces);
        Obj body = codec().writeRequest(asked, new Losses());
        return call(this == RESPONSES ? body.without("include") : body, inPieces).toBuilder()
                .request(HttpMethod.POST, codec().path(asked))
                .build();
    }

    Call call(Obj body, boolean inPieces) {
        return Call.builder(dialect(), endpoint(inPieces))
                .route("r")
                .headers(dialect().usualHeaders())
                .candidates(List.of(new Target("p", "m")))
                .model(MODEL)
                .request(HttpMethod.POST, "/")
                .body(Body.of(Buffer.buffer(body.toString())))
                .streamed(inPieces)
                .build();
    }

    /** What a provider answers a call in its own words. */
    static Reply answer(Call call, ChatReply reply) {
        ChatCodec codec = codec(call.endpoint());
        if (!call.streamed()) {
            Obj body = codec.writeReply(reply, Asked.UNKNOWN, new Losses());
            Headers headers = Headers.of("content-type", "application/json");
            return new Whole(200, headers, body.toBuffer(), call.endpoint(), Stopwatch.STOPPED);
        }
        return answer(call, reply.events());
    }

    private static Reply answer(Call call, List<ChatEvent> said) {
        ChatCodec codec = codec(call.endpoint());
        List<Event> events = new ArrayList<>();
        ChatWriter writer = codec.writer(Asked.UNKNOWN, new Losses());
        said.forEach(event -> writer.write(event, events::add));
        writer.end(events::add);
        Buffer bytes = Frames.of(events).raw();
        Framing framing = Objects.requireNonNull(call.endpoint().replyLens()).framing();
        Headers headers = Headers.of("content-type", codec.streamType());
        return new Streamed(200, headers, Sources.of(List.of(framing.feed(bytes))), call.endpoint(), Stopwatch.STOPPED);
    }

    /** The same as a provider says it that takes a while before each event. */
    static Reply slowly(Call call, ChatReply reply, Timers timers, Duration gap) {
        Streamed whole = (Streamed) answer(call, new Pace(timers, gap).pieces(reply.events()));
        List<Frames> each = new ArrayList<>();
        Sources.forEach(
                whole.frames(), frames -> frames.events().forEach(event -> each.add(Frames.of(List.of(event)))));
        return whole.withFrames(new Metronome(Sources.of(each), timers, gap));
    }

    /** What a client understands that reads the bytes by the rules of what it has called. */
    static ChatReply read(Call call, Buffer bytes) {
        ChatCodec codec = codec(call.endpoint());
        Losses losses = new Losses();
        if (!call.streamed()) {
            return codec.readReply((Obj) Json.parse(bytes), losses);
        }
        Framing framing = Objects.requireNonNull(call.endpoint().replyLens()).framing();
        List<ChatEvent> said = new ArrayList<>();
        ChatReader reader = codec.reader(losses);
        Stream.of(framing.feed(bytes), framing.end())
                .flatMap(frames -> frames.events().stream())
                .filter(Event::hasData)
                .forEach(event -> reader.read(event, said::add));
        reader.end(true, said::add);
        return ChatReply.of(said);
    }

    private static ChatCodec codec(Endpoint endpoint) {
        return Objects.requireNonNull(
                Objects.requireNonNull(endpoint.replyLens()).chat());
    }

    /** All bytes of a reply that is all there. */
    static Buffer bytes(Reply reply) {
        return all(reply).result();
    }

    /** All bytes of a reply, once they have come. */
    static Future<Buffer> all(Reply reply) {
        if (reply instanceof Whole body) {
            return Future.succeededFuture(body.body());
        }
        Buffer all = Buffer.buffer();
        return Sources.forEach(((Streamed) reply).frames(), frames -> all.appendBuffer(frames.raw()))
                .map(all);
    }
}
