package dev.sluice.api;

import dev.sluice.api.chat.ChatError;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.stream.Coding;
import dev.sluice.api.stream.Decoder;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.FramingException;
import dev.sluice.api.stream.Source;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a stream go by and tells how it ended.
 *
 * <p>It parses nothing while the stream runs: what a stream says of itself stands in its first and last events, so those
 * are kept, and read at the end.
 */
final class StreamWatch implements Source<Frames> {

    private static final int HEAD = 2;
    private static final int TAIL = 4;

    /** In bytes: what a stream says of itself at its end is less, or one event. */
    private static final int ENOUGH = 4 * 1024;

    private final Streamed reply;
    private final Source<Frames> source;
    private final Consumer<Outcome> listener;
    private final List<Frames> head = new ArrayList<>(HEAD);
    private final Deque<Frames> tail = new ArrayDeque<>(TAIL + 1);
    private int tailBytes;
    private @Nullable Decoder decoder;
    private @Nullable Duration firstByte;
    private boolean ended;

    StreamWatch(Streamed reply, Consumer<Outcome> listener) {
        this.reply = reply;
        this.source = reply.frames();
        this.listener = listener;
        this.decoder = decoder(reply);
    }

    private static @Nullable Decoder decoder(Streamed reply) {
        String coding = reply.headers().get("content-encoding");
        ReplyLens lens = reply.endpoint().replyLens();
        return coding == null || lens == null || !Coding.isKnown(coding) ? null : new Decoder(coding, lens.framing());
    }

    @Override
    public Future<Frames> next() {
        return Fatal.pulled(source).andThen(this::seen);
    }

    @Override
    public void cancel() {
        boolean first = !ended;
        ended = true; // Before the source fails what is pending: that is no failure of the stream.
        source.cancel();
        if (first) {
            tell(Outcome.End.CANCELLED, null);
        }
    }

    private void seen(@Nullable Frames frames, @Nullable Throwable failure) {
        if (failure != null) {
            end(isCancellation(failure) ? Outcome.End.CANCELLED : Outcome.End.FAILED, failure);
        } else if (frames == null) {
            end(Outcome.End.COMPLETED, null);
        } else {
            keep(frames);
        }
    }

    private void keep(Frames frames) {
        if (firstByte == null) {
            firstByte = reply.stopwatch().elapsed();
        }
        keepReadable(decoder == null ? frames : decoded(decoder, frames));
    }

    private Frames decoded(Decoder undoing, Frames frames) {
        try {
            return undoing.feed(frames.raw());
        } catch (Coding.CodingException | FramingException e) {
            decoder = null; // Broken for whoever reads it, too; here it only says nothing of itself.
            undoing.close();
            return Frames.NONE;
        }
    }

    /** What nobody can read, as the pieces of a large download, is let go. */
    private void keepReadable(Frames frames) {
        if (frames.isEmpty() || reply.endpoint().replyLens() == null) {
            return;
        }
        if (head.size() < HEAD) {
            head.add(frames.unread());
            return;
        }
        tail.addLast(frames.unread());
        tailBytes += frames.raw().length();
        while (tail.size() > TAIL || (tail.size() > 1 && tailBytes - first().length() >= ENOUGH)) {
            tailBytes -= first().length();
            tail.removeFirst();
        }
    }

    private Buffer first() {
        return tail.getFirst().raw();
    }

    private void end(Outcome.End end, @Nullable Throwable error) {
        if (!ended) {
            ended = true;
            tell(end, end == Outcome.End.FAILED ? error : null);
        }
    }

    private void tell(Outcome.End end, @Nullable Throwable error) {
        if (decoder != null) {
            decoder.close();
        }
        Duration first = firstByte == null ? Duration.ZERO : firstByte;
        List<Event> events = kept();
        CallError told = end == Outcome.End.COMPLETED ? told(events) : null;
        if (told != null) {
            listener.accept(summary(events).outcome(Outcome.End.FAILED, reply, first, told));
        } else {
            listener.accept(summary(events).outcome(end, reply, first, error));
        }
    }

    /** Providers end a stream politely after an event that says that they failed: that is no answer, however whole. */
    private @Nullable CallError told(List<Event> events) {
        ReplyLens lens = reply.endpoint().replyLens();
        for (int i = events.size() - 1; lens != null && i >= 0; i--) {
            ChatError error = events.get(i).hasData() ? error(lens, events.get(i)) : null;
            if (error != null) {
                return CallError.of(CallError.Category.UPSTREAM, "upstream_error", error.message());
            }
        }
        return null;
    }

    private static @Nullable ChatError error(ReplyLens lens, Event event) {
        try {
            return lens.error(event);
        } catch (RuntimeException e) {
            return null; // None that its dialect has.
        }
    }

    /** The scope of the call has ended, or somebody above has cancelled past this watch. */
    private static boolean isCancellation(Throwable failure) {
        return failure instanceof CancellationException
                || (failure instanceof CallError error && error.category() == CallError.Category.CANCELLED);
    }

    private List<Event> kept() {
        List<Event> events = new ArrayList<>();
        head.forEach(frames -> events.addAll(read(frames)));
        tail.forEach(frames -> events.addAll(read(frames)));
        return events;
    }

    private static List<Event> read(Frames frames) {
        try {
            return frames.events();
        } catch (FramingException e) {
            return List.of(); // Whoever reads it is told; here it only says nothing of itself.
        }
    }

    private Summary summary(List<Event> events) {
        ReplyLens lens = reply.endpoint().replyLens();
        if (lens == null) {
            return Summary.NONE;
        }
        try {
            return lens.summary(events);
        } catch (RuntimeException e) {
            return Summary
                    .NONE; // What is not its dialect's events says nothing of itself; the listener is told all the
            // same.
        }
    }
}
