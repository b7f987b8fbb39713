package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Operation;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
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
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One who speaks a dialect by one of its chat endpoints, without a network.
 *
 * @param name the dialect's and the endpoint's, such as {@code openai responses}
 * @param dialect the dialect
 * @param lens has the codec
 */
record Speaker(String name, Dialect dialect, ReplyLens lens) {

    /** All that can be translated; endpoints that share a codec's class are one. */
    static List<Speaker> all(List<Dialect> dialects) {
        List<Speaker> all = new ArrayList<>();
        for (Dialect dialect : dialects) {
            for (Endpoint endpoint : dialect.endpoints()) {
                ReplyLens lens = endpoint.replyLens();
                boolean chats = endpoint.operation() == Operation.CHAT
                        && endpoint.payload() == Endpoint.Payload.JSON
                        && lens != null
                        && lens.chat() != null;
                if (chats && all.stream().noneMatch(known -> known.isLike(dialect, lens))) {
                    all.add(new Speaker(dialect.name() + " " + endpoint.name(), dialect, lens));
                }
            }
        }
        return all;
    }

    private boolean isLike(Dialect other, ReplyLens otherLens) {
        return dialect.name().equals(other.name())
                && codec().getClass()
                        == Objects.requireNonNull(otherLens.chat()).getClass();
    }

    ChatCodec codec() {
        return Objects.requireNonNull(lens.chat());
    }

    /** The request as this one says it, and as it is understood when read again. */
    ChatRequest again(ChatRequest request, Losses losses) {
        ChatRequest read = codec().readRequest(parsed(codec().writeRequest(request, losses)), losses);
        return read.to(request.model(), request.streamed()); // Where the path says these, the document does not.
    }

    ChatReply again(ChatReply reply, Losses losses) {
        return codec().readReply(parsed(codec().writeReply(reply, Asked.UNKNOWN, losses)), losses);
    }

    /** A stream in this one's dialect, cut into frames at the given places. */
    List<Frames> frames(Buffer bytes, int... cuts) {
        Framing framing = lens.framing();
        List<Frames> frames = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            frames.add(framing.feed(bytes.getBuffer(from, cut)));
            from = cut;
        }
        frames.add(framing.feed(bytes.getBuffer(from, bytes.length())));
        frames.add(framing.end());
        return frames;
    }

    List<Event> events(Buffer bytes) {
        return frames(bytes).stream()
                .flatMap(frames -> frames.events().stream())
                .toList();
    }

    /** What leaves for a client when these frames come from this provider. */
    List<Event> translated(List<Frames> frames, Speaker client, Losses losses) {
        Future<List<Frames>> translated = Sources.collect(Sources.translate(
                Sources.of(frames), codec().reader(losses), client.codec().writer(Asked.UNKNOWN, losses)));
        assertThat(translated.cause()).isNull();
        return translated.result().stream()
                .flatMap(one -> one.events().stream())
                .toList();
    }

    List<ChatEvent> said(List<Event> events) {
        ChatReader reader = codec().reader(new Losses());
        List<ChatEvent> said = new ArrayList<>();
        events.stream().filter(Event::hasData).forEach(event -> reader.read(event, said::add));
        reader.end(true, said::add);
        return said;
    }

    /** As it comes over the wire. */
    static Obj parsed(Obj document) {
        return (Obj) Json.parse(document.toBuffer());
    }

    @Override
    public String toString() {
        return name;
    }
}
