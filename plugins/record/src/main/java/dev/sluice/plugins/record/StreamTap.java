package dev.sluice.plugins.record;

import dev.sluice.api.Streamed;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.text.ChannelTexts;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a bounded copy of what a stream says. Frames go on as they are, when they are. Their events are read later, some
 * kilobytes of them at a time, and only for as long as there is room for their texts.
 */
final class StreamTap implements Source<Frames> {

    /** How much of a stream waits to be read, in bytes: a few dozen events, in each of thousands of streams. */
    private static final int UNREAD = 4 * 1024;

    private final Streamed stream;
    private final Source<Frames> source;
    private final RecordConfig.Content kept;
    private final int limit;
    private final Runnable first;
    private final Texts texts;
    private final ChannelTexts channels;
    private final @Nullable EventLens lens;
    private final Buffer events = Buffer.buffer();
    private final List<Frames> unread = new ArrayList<>();
    private int unreadBytes;
    private long bytes;
    private boolean begun;
    private boolean unreadable;

    /**
     * Makes a tap.
     *
     * @param stream whose frames can be read
     * @param kept what is kept of it
     * @param limit in characters
     * @param first run when the first frames come
     */
    StreamTap(Streamed stream, RecordConfig.Content kept, int limit, Runnable first) {
        ReplyLens replies = stream.endpoint().replyLens();
        boolean readable = replies != null && !stream.headers().contains("content-encoding");
        this.stream = stream;
        this.source = stream.frames();
        this.kept = readable ? kept : RecordConfig.Content.OFF;
        this.limit = limit;
        this.first = first;
        this.texts = new Texts(limit + Contents.MARGIN);
        this.channels = new ChannelTexts(texts);
        this.lens = replies == null ? null : replies.events();
    }

    /** The stream through this tap; the header stays as it is, since the bytes do. */
    Streamed reply() {
        return stream.watched(this);
    }

    @Override
    public Future<Frames> next() {
        return source.next().onSuccess(this::see);
    }

    @Override
    public void cancel() {
        source.cancel();
    }

    Entry.Spoken spoken() {
        read();
        String raw = kept == RecordConfig.Content.FULL ? events.toString() : null;
        boolean cut = raw == null ? texts.truncated() : bytes > limit;
        return new Entry.Spoken(bytes, texts.byChannel(), raw, cut || unreadable);
    }

    private void see(@Nullable Frames frames) {
        if (frames == null) {
            return;
        }
        if (!begun) {
            begun = true;
            first.run();
        }
        bytes += frames.length();
        switch (kept) {
            case OFF -> {}
            case TEXT -> readLater(frames);
            case FULL -> copy(frames.raw());
        }
    }

    private void readLater(Frames frames) {
        if (lens == null || unreadable || texts.truncated()) {
            return;
        }
        unread.add(frames);
        unreadBytes += frames.raw().length();
        if (unreadBytes >= UNREAD) {
            read();
        }
    }

    private void read() {
        try {
            unread.forEach(this::read);
        } catch (RuntimeException e) {
            unreadable =
                    true; // The stream is not what its dialect says. It goes on all the same; its record is cut here.
        }
        unread.clear();
        unreadBytes = 0;
    }

    private void read(Frames frames) {
        if (lens != null) {
            frames.events().forEach(event -> lens.map(event, channels, same -> {}));
        }
    }

    private void copy(Buffer raw) {
        int length = Math.min(limit - events.length(), raw.length());
        events.appendBuffer(raw, 0, length);
    }
}
