package dev.sluice.testkit.codec;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
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
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.Channel;
import dev.sluice.testkit.Cuts;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chats of one endpoint as they travel: calls and replies are written in its dialect, streams are cut anywhere, and what a client has in
 * the end is read again. For filters whose laws have to hold in every dialect.
 *
 * @param dialect the endpoint's
 * @param endpoint one whose chats have a codec
 */
public record ChatWire(Dialect dialect, Endpoint endpoint) {

    /**
     * What a client has in the end.
     *
     * @param reply all that it was told
     * @param failure why there was no more; null if there was all
     */
    public record Told(ChatReply reply, @Nullable Throwable failure) {}

    /**
     * Every way to chat that some dialects have.
     *
     * @param dialects to look at
     * @return one for each kind of reply
     */
    public static List<ChatWire> all(Collection<? extends Dialect> dialects) {
        Map<ReplyLens, ChatWire> found = new LinkedHashMap<>();
        for (Dialect dialect : dialects) {
            for (Endpoint endpoint : dialect.endpoints()) {
                ReplyLens lens = endpoint.replyLens();
                if (lens != null && endpoint.promptLens() != null && lens.chat() != null) {
                    found.putIfAbsent(lens, new ChatWire(dialect, endpoint));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /**
     * A call.
     *
     * @param request what it says
     * @return to this endpoint
     */
    public Call call(ChatRequest request) {
        Buffer body = codec().writeRequest(request, new Losses()).toBuffer();
        return Call.builder(dialect, endpoint)
                .body(Body.of(body))
                .streamed(request.streamed())
                .build();
    }

    /**
     * What a call says.
     *
     * @param call to this endpoint
     * @return as the provider reads it
     */
    public ChatRequest read(Call call) {
        return codec().readRequest(Objects.requireNonNull(call.json()), new Losses());
    }

    /**
     * A whole reply.
     *
     * @param reply what it says
     * @return as the provider sends it
     */
    public Whole whole(ChatReply reply) {
        Obj body = codec().writeReply(reply, Asked.UNKNOWN, new Losses());
        return new Whole(200, Headers.empty(), body.toBuffer(), endpoint, Stopwatch.STOPPED);
    }

    /**
     * The bytes of a stream.
     *
     * @param events what it says
     * @return as the provider sends them
     */
    public Buffer bytes(List<ChatEvent> events) {
        ChatWriter writer = codec().writer(Asked.UNKNOWN, new Losses());
        List<Event> written = new ArrayList<>();
        events.forEach(event -> writer.write(event, written::add));
        writer.end(written::add);
        Buffer bytes = Buffer.buffer();
        written.forEach(event -> bytes.appendBuffer(event.raw()));
        return bytes;
    }

    /**
     * A streamed reply.
     *
     * @param bytes all of it
     * @param size of the chunks in which it comes
     * @return as the provider sends it
     */
    public Streamed streamed(Buffer bytes, int size) {
        return streamed(Cuts.every(size).apply(List.of(bytes)));
    }

    /**
     * A streamed reply.
     *
     * @param chunks in which it comes
     * @return as the provider sends it
     */
    public Streamed streamed(List<Buffer> chunks) {
        Framing framing = lens().framing();
        List<Frames> frames = new ArrayList<>();
        chunks.forEach(chunk -> frames.add(framing.feed(chunk)));
        frames.add(framing.end());
        return new Streamed(200, Headers.empty(), Sources.of(frames), endpoint, Stopwatch.STOPPED);
    }

    /**
     * Reads what a client gets.
     *
     * @param reply made ready already, and read to its end here
     * @return what it says
     */
    public Told told(Future<Reply> reply) {
        return switch (reply.result()) {
            case null -> new Told(ChatReply.of(List.of()), reply.cause());
            case Whole whole -> new Told(codec().readReply((Obj) Json.parse(whole.body()), new Losses()), null);
            case Streamed streamed -> told(streamed);
        };
    }

    /**
     * What a client has in the end of each kind of text, whichever text goes on while another does.
     *
     * @param reply made ready already, and read to its end here
     * @return those that say something, in the order of their places; no arguments are the same as an empty object of them
     */
    public static Map<Channel.Kind, String> texts(Reply reply) {
        Map<Channel, StringBuilder> heard = new TreeMap<>(Comparator.comparing(Channel::kind)
                .thenComparingInt(Channel::choice)
                .thenComparingInt(Channel::part));
        Reply read = reply.mapText(channel -> {
            StringBuilder text = new StringBuilder();
            heard.put(channel, text); // What says a text again, once it is whole, says all of it.
            return piece -> {
                text.append(piece);
                return piece;
            };
        });
        if (read instanceof Streamed streamed) {
            Future<Void> end = Sources.forEach(streamed.frames(), frames -> {});
            if (!end.succeeded()) {
                throw new IllegalStateException("the stream has not ended as it should", end.cause());
            }
        }
        Map<Channel.Kind, String> texts = new EnumMap<>(Channel.Kind.class);
        heard.forEach((channel, text) -> {
            if (!text.isEmpty() && !text.toString().equals("{}")) {
                texts.merge(channel.kind(), text.toString(), (one, other) -> one + "\n" + other);
            }
        });
        return texts;
    }

    private Told told(Streamed streamed) {
        ChatReader reader = codec().reader(new Losses());
        List<ChatEvent> said = new ArrayList<>();
        Future<Void> read = Sources.forEach(
                streamed.frames(),
                frames -> frames.events().stream()
                        .filter(Event::hasData)
                        .forEach(event -> reader.read(event, said::add)));
        reader.end(read.succeeded(), said::add);
        return new Told(ChatReply.of(said), read.cause());
    }

    private ReplyLens lens() {
        return Objects.requireNonNull(endpoint.replyLens(), endpoint.name());
    }

    private ChatCodec codec() {
        return Objects.requireNonNull(lens().chat(), endpoint.name());
    }

    /** For the names of tests. */
    @Override
    public String toString() {
        return dialect.name() + " " + endpoint.name();
    }
}
