package dev.sluice.api;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.stream.Coding;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformers;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A reply that is still coming. Its frames are pulled once, by whoever has the reply last. */
public final class Streamed implements Reply {

    private final Head head;
    private final Source<Frames> frames;

    /**
     * Makes a reply.
     *
     * @param status the HTTP status
     * @param headers without hop-by-hop fields; a {@code content-length} only while nobody has changed the bytes
     * @param frames the rest of the body; whole events, unless it is encoded: see {@link #readable()}
     * @param endpoint what was called
     * @param stopwatch runs since the call was sent
     */
    public Streamed(int status, Headers headers, Source<Frames> frames, Endpoint endpoint, Stopwatch stopwatch) {
        this(Head.of(status, headers, endpoint, stopwatch), frames);
    }

    private Streamed(Head head, Source<Frames> frames) {
        this.head = head;
        this.frames = frames;
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public Headers headers() {
        return head.headers();
    }

    /**
     * The rest of the body.
     *
     * @return whole events, unless it is encoded: see {@link #readable()}
     */
    public Source<Frames> frames() {
        return frames;
    }

    @Override
    public Endpoint endpoint() {
        return head.endpoint();
    }

    @Override
    public Stopwatch stopwatch() {
        return head.stopwatch();
    }

    @Override
    public Origin origin() {
        return head.origin();
    }

    /**
     * This reply with frames that can be read: decoded if they came encoded, cut into whole events.
     *
     * @return this if it is so already, or if there is no lens for it
     * @throws CallError if its coding is not known; it is cancelled then
     */
    public Streamed readable() {
        String coding = headers().get("content-encoding");
        ReplyLens lens = endpoint().replyLens();
        if (coding == null || lens == null) {
            return this;
        }
        if (!Coding.isKnown(coding)) {
            cancel();
            throw Unreadable.coding(null);
        }
        Headers plain = headers().without("content-encoding").without("content-length");
        return new Streamed(head.withHeaders(plain), Coding.decode(coding, frames, lens.framing()));
    }

    /**
     * Puts another stream in the place of this one's.
     *
     * @param changed pulls from {@link #frames()} or replaces them; passes {@link Source#cancel} on
     * @return the reply with it
     */
    public Streamed withFrames(Source<Frames> changed) {
        return new Streamed(head.withHeaders(headers().without("content-length")), changed);
    }

    /**
     * Has somebody look on as the frames are pulled.
     *
     * @param watching pulls from {@link #frames()} and gives what it got, byte by byte; passes {@link Source#cancel} on
     * @return the reply, its bytes and their length unchanged
     */
    public Streamed watched(Source<Frames> watching) {
        return new Streamed(head, watching);
    }

    /**
     * Waits for the first frames, to know before anything is sent to the client whether a stream has really begun.
     *
     * @param look sees the first frames; they stay in the stream. What it throws cancels the stream and fails the future
     * @return this stream, from its first frame on; a failure if it broke before
     */
    public Future<Streamed> peek(Consumer<Frames> look) {
        Streamed readable = readable();
        return readable.frames().next().map(first -> {
            if (first == null) {
                return readable;
            }
            Streamed whole = readable.withFrames(Sources.prepend(first, readable.frames()));
            try {
                look.accept(first);
                return whole;
            } catch (RuntimeException e) {
                whole.cancel();
                throw e;
            }
        });
    }

    /**
     * Changes events one by one.
     *
     * @param change returns what leaves for an event: itself, others, or nothing
     * @return the reply with its events changed as they are pulled
     */
    public Streamed mapEvents(Function<Event, List<Event>> change) {
        Streamed readable = readable();
        return readable.withFrames(Sources.mapEvents(readable.frames(), change));
    }

    @Override
    public Streamed withHeaders(Headers changed) {
        return new Streamed(head.withHeaders(changed), frames);
    }

    @Override
    public Streamed withOrigin(Origin origin) {
        return new Streamed(head.withOrigin(origin), frames);
    }

    @Override
    public Metering metering() {
        return head.metering();
    }

    @Override
    public Streamed withMetering(Metering metering) {
        return new Streamed(head.withMetering(metering), frames);
    }

    @Override
    public Streamed mapText(TextTransformers transformers) {
        ReplyLens lens = endpoint().replyLens();
        if (lens == null) {
            return this;
        }
        Streamed readable = readable();
        ChannelTexts texts = new ChannelTexts(transformers);
        return readable.withFrames(Sources.mapTexts(readable.frames(), lens.events(), texts));
    }

    /** {@inheritDoc} The bytes stay as they came; an encoded stream is decoded beside itself. */
    @Override
    public Streamed onEnd(Consumer<Outcome> listener) {
        return watched(new StreamWatch(this, listener));
    }

    @Override
    public Future<Reply> begun() {
        return frames.next().map(first -> first == null ? this : watched(Sources.prepend(first, frames)));
    }

    @Override
    public void cancel() {
        frames.cancel();
    }

    /** Says nothing of what the frames say. */
    @Override
    public String toString() {
        return "Streamed[" + head.status() + "]";
    }
}
