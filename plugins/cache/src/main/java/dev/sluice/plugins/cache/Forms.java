package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says a reply in the form that a call asks for: by its bytes where it has that form, else by what they mean, through the codecs of
 * both endpoints. What the other form has no word for is a warning.
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

    /**
     * Says a reply.
     *
     * @param reply as it came, or is coming
     * @param form how that is spelled
     * @param call who asks
     * @param wanted how the call wants it
     * @return the reply, which has used what it had; an {@link UnsayableException} if it cannot be said so
     */
    Future<Reply> say(Reply reply, Form form, Call call, Form wanted) {
        return form.equals(wanted) || !reply.isSuccess()
                ? Future.succeededFuture(reply)
                : otherwise(reply, call, wanted).map(said -> said.withMetering(reply.metering()));
    }

    private Future<Reply> otherwise(Reply reply, Call call, Form wanted) {
        ChatCodec from = Form.codec(reply.endpoint());
        ChatCodec to = Form.codec(call);
        if (from == null || to == null) {
            reply.cancel();
            return Future.failedFuture(new UnsayableException("no codec", null));
        }
        Writing writing = Writing.of(to, call, wanted);
        return switch (reply) {
            case Whole whole when wanted.streamed() -> attempt(() -> unfolded(whole, from, writing));
            case Whole whole ->
                Future.succeededFuture(
                        new Whole(whole.status(), whole.headers(), whole.body(), call.endpoint(), whole.stopwatch()));
            case Streamed streamed
            when wanted.streamed() -> {
                Streamed readable = streamed.readable();
                yield Future.succeededFuture(
                        rewritten(readable, from.reader(writing.losses()), writing, readable.headers(), () -> {}));
            }
            case Streamed streamed -> gathered(streamed, from, writing);
        };
    }

    private Reply unfolded(Whole whole, ChatCodec from, Writing writing) {
        Obj body = whole.json();
        if (body == null) {
            throw new UnsayableException("no JSON object", null);
        }
        return said(from.readReply(body, writing.losses()), whole.headers(), writing);
    }

    private Future<Reply> gathered(Streamed streamed, ChatCodec from, Writing writing) {
        List<ChatEvent> said = new ArrayList<>();
        ChatReader reader = from.reader(writing.losses());
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
                    return folded(said, readable.headers(), writing);
                }))
                .recover(failure -> Future.failedFuture(unsayable(failure)));
    }

    private Reply folded(List<ChatEvent> said, Headers headers, Writing writing) {
        ChatReply reply = whole(said);
        if (reply.usage() == null) {
            throw new UnsayableException("a stream that does not tell its usage", null);
        }
        return said(reply, headers, writing);
    }

    private Reply said(ChatReply reply, Headers headers, Writing writing) {
        Reply said = writing.written(finished(reply), headers, pace);
        writing.tell();
        return said;
    }

    /**
     * The same stream in another form, as it comes. At its end the call is warned of what was lost.
     *
     * @param readable the stream
     * @param reader reads it, and notes what it loses where the writing does
     * @param writing for whom
     * @param headers of the stream, beside those that say how it is spelled
     * @param end when it has come to its end
     */
    static Streamed rewritten(Streamed readable, ChatReader reader, Writing writing, Headers headers, Runnable end) {
        ChatWriter writer = writing.writer();
        ChatWriter telling = new ChatWriter() {
            @Override
            public void write(ChatEvent event, Consumer<Event> out) {
                writer.write(event, out);
            }

            @Override
            public void end(Consumer<Event> out) {
                writer.end(out);
                writing.tell();
                end.run();
            }
        };
        return new Streamed(
                        200,
                        writing.typed(headers),
                        Sources.translate(readable.frames(), reader, telling),
                        writing.call().endpoint(),
                        readable.stopwatch())
                .mapEvents(event -> writing.leaves(event) ? List.of(event) : List.of());
    }

    /** What a stream amounts to that has come to its end. */
    static ChatReply whole(List<ChatEvent> said) {
        if (said.stream().anyMatch(ChatEvent.Failed.class::isInstance)) {
            throw new UnsayableException("a stream that failed", null);
        }
        return ChatReply.of(said);
    }

    static ChatReply finished(ChatReply reply) {
        if (reply.choices().isEmpty() || reply.choices().stream().anyMatch(choice -> choice.finish() == null)) {
            throw new UnsayableException("a reply that does not say why it ended", null);
        }
        return reply;
    }

    interface Saying {
        Reply say();
    }

    /** What a codec makes of bytes that it cannot read is no failure of the call. */
    static Future<Reply> attempt(Saying saying) {
        try {
            return Future.succeededFuture(saying.say());
        } catch (RuntimeException e) {
            return Future.failedFuture(unsayable(e));
        }
    }

    static Throwable unsayable(Throwable failure) {
        return failure instanceof UnsayableException ? failure : new UnsayableException("one that broke", failure);
    }
}
