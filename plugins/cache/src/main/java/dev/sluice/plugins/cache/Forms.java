package dev.sluice.plugins.cache;

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
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says a reply in the form that a call asks for: by its bytes where it has that form, else by what they mean, through the codec of
 * the call's endpoint. What the other form has no word for is a warning.
 *
 * @param pace of streams that were not streams before
 * @param maxBytes of a stream that becomes a whole reply
 */
record Forms(Pace pace, long maxBytes) {

    /** A reply that cannot be said in another form: it is no chat, or not a whole one. */
    static final class UnsayableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnsayableException(String why, @Nullable Throwable cause) {
            super("Expected a chat that can be said in another form, found " + why, cause, false, false);
        }
    }

    /** What a call needs to have a reply written. */
    private record Writing(ChatCodec codec, Asked asked, Losses losses, Call call, Form wanted) {

        ChatWriter writer() {
            return codec.writer(asked, losses);
        }

        /** Codecs tell the usage whenever they know it; clients get it that have asked. */
        boolean leaves(Event event) {
            ReplyLens lens = call.endpoint().replyLens();
            return wanted.usage() || lens == null || !lens.isUsageAlone(event);
        }

        void tell() {
            losses.all().forEach(loss -> call.journal().warn("cache: " + loss));
        }
    }

    /**
     * Says a reply.
     *
     * @param reply as it came, or is coming
     * @param form how that is spelled
     * @param call who asks
     * @param wanted how the call wants it
     * @return the reply; an {@link UnsayableException} if it cannot be said so
     */
    Future<Reply> say(Reply reply, Form form, Call call, Form wanted) {
        if (form.equals(wanted) || !reply.isSuccess()) {
            return Future.succeededFuture(reply);
        }
        ChatCodec codec = Form.codec(call);
        if (codec == null) {
            reply.cancel();
            return Future.failedFuture(new UnsayableException("no codec", null));
        }
        Obj body = call.json();
        Asked asked = new Asked(call.model(), body == null ? Json.object().build() : body);
        Writing writing = new Writing(codec, asked, new Losses(), call, wanted);
        return switch (reply) {
            case Whole whole -> attempt(() -> streamed(whole, writing));
            case Streamed streamed when wanted.streamed() -> Future.succeededFuture(rewritten(streamed, writing));
            case Streamed streamed -> gathered(streamed, writing);
        };
    }

    private Streamed streamed(Whole whole, Writing writing) {
        Obj body = whole.json();
        if (body == null) {
            throw new UnsayableException("no JSON object", null);
        }
        ChatReply read = finished(writing.codec().readReply(body, writing.losses()));
        List<Event> events = new ArrayList<>();
        ChatWriter writer = writing.writer();
        pace.pieces(read.events()).forEach(event -> writer.write(event, events::add));
        writer.end(events::add);
        events.removeIf(event -> !writing.leaves(event));
        writing.tell();
        Headers headers =
                plain(whole.headers()).with("content-type", writing.codec().streamType());
        return new Streamed(200, headers, pace.source(events), writing.call().endpoint(), Stopwatch.STOPPED);
    }

    private Future<Reply> gathered(Streamed streamed, Writing writing) {
        List<ChatEvent> said = new ArrayList<>();
        ChatReader reader = writing.codec().reader(writing.losses());
        long[] bytes = {0};
        Streamed readable = streamed.readable();
        return Sources.forEach(readable.frames(), frames -> {
                    bytes[0] += frames.raw().length();
                    if (bytes[0] > maxBytes) {
                        readable.cancel();
                        throw new UnsayableException("more than " + maxBytes + " bytes", null);
                    }
                    frames.events().stream().filter(Event::hasData).forEach(event -> reader.read(event, said::add));
                })
                .compose(end -> attempt(() -> {
                    reader.end(true, said::add);
                    return whole(readable.headers(), said, writing);
                }))
                .recover(failure -> Future.failedFuture(unsayable(failure)));
    }

    private static Whole whole(Headers headers, List<ChatEvent> said, Writing writing) {
        if (said.stream().anyMatch(ChatEvent.Failed.class::isInstance)) {
            throw new UnsayableException("a stream that failed", null);
        }
        ChatReply reply = finished(ChatReply.of(said));
        if (reply.usage() == null) {
            throw new UnsayableException("a stream that does not tell its usage", null);
        }
        Obj body = writing.codec().writeReply(reply, writing.asked(), writing.losses());
        writing.tell();
        return new Whole(
                200,
                plain(headers).with("content-type", "application/json"),
                body.toBuffer(),
                writing.call().endpoint(),
                Stopwatch.STOPPED);
    }

    /** The same stream in other looks, as it comes. */
    private static Streamed rewritten(Streamed streamed, Writing writing) {
        Streamed readable = streamed.readable();
        return new Streamed(
                        200,
                        plain(readable.headers())
                                .with("content-type", writing.codec().streamType()),
                        Sources.translate(
                                readable.frames(), writing.codec().reader(writing.losses()), writing.writer()),
                        writing.call().endpoint(),
                        readable.stopwatch())
                .mapEvents(event -> writing.leaves(event) ? List.of(event) : List.of());
    }

    private static ChatReply finished(ChatReply reply) {
        if (reply.choices().isEmpty() || reply.choices().stream().anyMatch(choice -> choice.finish() == null)) {
            throw new UnsayableException("a reply that does not say why it ended", null);
        }
        return reply;
    }

    private static Headers plain(Headers headers) {
        return headers.without("content-length").without("content-encoding").without(ReplyLens.UNASKED_USAGE);
    }

    private interface Saying {
        Reply say();
    }

    /** What a codec makes of bytes that it cannot read is no failure of the call. */
    private static Future<Reply> attempt(Saying saying) {
        try {
            return Future.succeededFuture(saying.say());
        } catch (RuntimeException e) {
            return Future.failedFuture(unsayable(e));
        }
    }

    private static Throwable unsayable(Throwable failure) {
        return failure instanceof UnsayableException ? failure : new UnsayableException("one that broke", failure);
    }
}
