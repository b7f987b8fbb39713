package dev.sluice.plugins.guard;

import dev.sluice.api.CallError;
import dev.sluice.api.Fatal;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Holds a stream's frames back, bytes as they came, until a {@link Judge} has let their texts pass: a window of text at a time,
 * or whatever is there when the upstream pauses for long.
 */
final class Gate implements Source<Frames> {

    /** How much is let in before it is judged, and how long it waits for more. */
    record Window(int characters, Duration patience) {

        /** All of the text at once: not even a frame without text leaves before, since with it the reply would have begun. */
        static final Window ALL = new Window(Integer.MAX_VALUE, Duration.ZERO);
    }

    private static final int MAX_BYTES = 16 << 20;

    private final Source<Frames> source;
    private final EventLens lens;
    private final Judge judge;
    private final Window window;
    private final Timers timers;
    private final Map<Channel, StringBuilder> fresh = new HashMap<>(2);
    private final ChannelTexts taps = new ChannelTexts(Tap::new);
    private final Queue<Frames> held = new ArrayDeque<>();
    private int unjudged; // Frames in held, from its end, that no judge has seen.
    private long bytes;
    private int characters;
    private boolean pulling;
    private boolean judging;
    private @Nullable Future<Frames> end; // How the source ended.
    private @Nullable Promise<Frames> waiting;
    private Timers.@Nullable Timer pause;

    Gate(Source<Frames> source, EventLens lens, Judge judge, Window window, Timers timers) {
        this.source = source;
        this.lens = lens;
        this.judge = judge;
        this.window = window;
        this.timers = timers;
    }

    @Override
    public Future<Frames> next() {
        Promise<Frames> next = Promise.promise();
        waiting = next;
        advance();
        return next.future();
    }

    @Override
    public void cancel() {
        stop(new CancellationException("the stream was cancelled"));
    }

    /** Gives what may leave, or sees to it that there will be something. A loop, so that no stack grows. */
    private void advance() {
        while (waiting != null && !deliver() && !judging) {
            if (end != null || characters >= window.characters()) {
                judgeAll();
            } else if (pulling || !pull()) {
                await();
                return;
            }
        }
    }

    private boolean deliver() {
        Promise<Frames> next = waiting;
        if (next != null && held.size() > unjudged) {
            waiting = null;
            Frames frames = held.remove();
            bytes -= frames.raw().length();
            next.complete(frames);
            return true;
        }
        if (next != null && end != null && held.isEmpty()) {
            waiting = null;
            end.onComplete(next);
            return true;
        }
        return false;
    }

    /** Whether something came at once. */
    private boolean pull() {
        Future<Frames> pulled = source.next();
        if (pulled.isComplete()) {
            take(pulled);
            return true;
        }
        pulling = true;
        pulled.onComplete(done -> {
            pulling = false;
            take(pulled);
            advance();
        });
        return false;
    }

    private void take(Future<Frames> pulled) {
        Frames frames = pulled.succeeded() ? pulled.result() : null;
        if (end != null) {
            return;
        }
        if (frames == null) {
            end = pulled;
            lens.end(taps, event -> {});
            return;
        }
        held.add(frames);
        bytes += frames.raw().length();
        unjudged++;
        read(frames);
    }

    @SuppressWarnings("CatchThrowable") // Who waits for what is held would wait for ever.
    private void read(Frames frames) {
        try {
            if (frames.isOpaque()) {
                throw CallError.unreadableReply("bytes that are no events");
            }
            for (Event event : frames.events()) {
                lens.map(event, taps, out -> {});
            }
            if (bytes > MAX_BYTES) {
                throw CallError.of(
                        CallError.Category.UPSTREAM,
                        "reply_too_large",
                        "Expected a reply of at most " + MAX_BYTES + " bytes, which is what can be held back to be"
                                + " judged, found a longer one. Ask for less.");
            }
        } catch (Throwable e) {
            Fatal.rethrow(e);
            stop(e);
        }
        if (characters == 0 && unjudged == 1 && !window.equals(Window.ALL)) {
            unjudged = 0; // Nothing in it that could be judged, and nothing before it that waits.
        }
    }

    private void await() {
        if (pause == null && characters > 0 && !window.patience().isZero()) {
            pause = timers.after(window.patience(), () -> {
                pause = null;
                if (!judging && characters > 0) {
                    judgeAll();
                    advance();
                }
            });
        }
    }

    private void judgeAll() {
        cancelPause();
        if (characters == 0) {
            unjudged = 0;
            return;
        }
        Map<Channel, String> texts = new HashMap<>(fresh.size());
        fresh.forEach((channel, text) -> texts.put(channel, text.toString()));
        fresh.clear();
        characters = 0;
        int seen = unjudged;
        judging = true;
        Future<Void> judged = judge.judge(texts);
        judged.onComplete(done -> {
            judging = false;
            if (done.succeeded()) {
                unjudged -= Math.min(seen, unjudged);
            } else {
                stop(done.cause());
            }
            advance();
        });
    }

    private void stop(Throwable why) {
        cancelPause();
        held.clear();
        unjudged = 0;
        characters = 0;
        fresh.clear();
        end = Future.failedFuture(why);
        source.cancel();
        deliver();
    }

    private void cancelPause() {
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
    }

    /** Writes down what goes by. */
    private final class Tap implements TextTransformer {
        private final Channel channel;

        Tap(Channel channel) {
            this.channel = channel;
        }

        @Override
        public String next(String piece) {
            characters += piece.length();
            fresh.computeIfAbsent(channel, first -> new StringBuilder()).append(piece);
            return piece;
        }
    }
}
