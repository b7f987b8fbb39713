package dev.sluice.plugins.cache;

import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Coding;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.cache.Forms.UnsayableException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Says a reply that is under way for a call of one dialect to callers of another, by the rules of {@link Crossing}.
 *
 * <p>Who wants it whole gets it once it is known to the end that nothing is lost. Who wants a stream gets it as it comes, from its first word
 * on: up to there, anything but words sends him away. What turns up behind the first word cannot be taken back: it is said as a translated
 * call would have it said, and what is lost of it is a warning.
 */
final class Interpreter {

    /** Frames of a stream that says no word: more than any dialect needs to begin. */
    private static final int MOST_SILENCE = 16;

    private final Crossing crossing;
    private final long maxBytes;

    Interpreter(Crossing crossing, long maxBytes) {
        this.crossing = crossing;
        this.maxBytes = maxBytes;
    }

    /**
     * Says one.
     *
     * @param reply to whoever joins the flight, whose client speaks another dialect
     * @param flight that brings it
     * @param one who asks
     * @return the reply; an {@link UnsayableException} if something would be lost
     */
    Future<Reply> say(Reply reply, Flight flight, Asking one) {
        ChatCodec reads = Form.codec(reply.endpoint());
        ChatCodec writes = Form.codec(one.call());
        if (reads == null || writes == null || !isForOthers(reply) || !flight.isLossless()) {
            return Future.failedFuture(new UnsayableException("what is for callers of its dialect alone", null));
        }
        Writing writing = Writing.of(writes, one.call(), one.address().form());
        return switch (reply) {
            case Whole whole -> whole(whole, reads, writing);
            case Streamed streamed
            when writing.wanted().streamed() ->
                begun(live(streamed.readable(), new Ear(reads.reader(writing.losses())), writing, flight));
            case Streamed streamed ->
                gathered(streamed.readable(), new Ear(reads.reader(writing.losses())), writing, flight);
        };
    }

    private static boolean isForOthers(Reply reply) {
        String coding = reply.headers().get("content-encoding");
        return Keepable.isForOthers(reply.status(), reply.headers()) && (coding == null || Coding.isKnown(coding));
    }

    private Future<Reply> whole(Whole whole, ChatCodec reads, Writing writing) {
        return crossing.say(writing, whole.body().length(), Headers.empty(), () -> {
            Obj body = whole.json();
            if (body == null) {
                throw new UnsayableException("no JSON object", null);
            }
            return reads.readReply(body, writing.losses());
        });
    }

    private Future<Reply> gathered(Streamed streamed, Ear ear, Writing writing, Flight flight) {
        List<ChatEvent> said = new ArrayList<>();
        long[] bytes = {0};
        return Sources.forEach(streamed.frames(), frames -> {
                    bytes[0] += frames.raw().length();
                    if (bytes[0] > maxBytes) {
                        throw new UnsayableException("more than " + maxBytes + " bytes", null);
                    }
                    frames.events().stream().filter(Event::hasData).forEach(event -> ear.read(event, said::add));
                })
                .compose(end -> {
                    ear.end(true, said::add);
                    return flight.isLossless()
                            ? crossing.say(writing, bytes[0], Headers.empty(), () -> Forms.whole(said))
                            : Future.failedFuture(new UnsayableException("what has lost something", null));
                })
                .recover(failure -> Future.failedFuture(Forms.unsayable(failure)));
    }

    /** A stream as it comes, and what listens to it. */
    private record Live(Streamed stream, Ear ear, Writing writing) {}

    private static Live live(Streamed streamed, Ear ear, Writing writing, Flight flight) {
        Runnable end = () -> flight.warnings().forEach(writing.call().journal()::warn);
        return new Live(Forms.rewritten(streamed, ear, writing, Headers.empty(), end), ear, writing);
    }

    private static Future<Reply> begun(Live live) {
        return begun(live, new ArrayList<>());
    }

    /** Waits for the first word. */
    private static Future<Reply> begun(Live live, List<Frames> early) {
        return live.stream()
                .frames()
                .next()
                .recover(failure -> Future.failedFuture(Forms.unsayable(failure)))
                .compose(frames -> {
                    if (frames == null
                            || early.size() == MOST_SILENCE
                            || Crossing.isLossy(live.writing().losses())) {
                        return Future.failedFuture(
                                new UnsayableException("a stream that does not begin with words", null));
                    }
                    early.add(frames);
                    return live.ear().hasWords() ? Future.succeededFuture(from(early, live)) : begun(live, early);
                });
    }

    private static Reply from(List<Frames> early, Live live) {
        live.ear().listenNoMore();
        Source<Frames> all = live.stream().frames();
        for (Frames frames : early.reversed()) {
            all = Sources.prepend(frames, all);
        }
        return live.stream().withFrames(all);
    }

    /** Reads a stream, and does not read on where it holds more than words. */
    private static final class Ear implements ChatReader {

        private final ChatReader reader;
        private boolean words;
        private boolean committed;

        Ear(ChatReader reader) {
            this.reader = reader;
        }

        boolean hasWords() {
            return words;
        }

        /** Somebody has heard the first word: now he gets the rest. */
        void listenNoMore() {
            committed = true;
        }

        @Override
        public void read(Event event, Consumer<ChatEvent> out) {
            reader.read(event, said -> pass(said, out));
        }

        @Override
        public void end(boolean complete, Consumer<ChatEvent> out) {
            reader.end(complete, said -> pass(said, out));
        }

        private void pass(ChatEvent said, Consumer<ChatEvent> out) {
            if (!committed && !isWords(said)) {
                throw new UnsayableException("more than words", null);
            }
            out.accept(said);
        }

        private boolean isWords(ChatEvent said) {
            return switch (said) {
                case ChatEvent.Text text -> {
                    words |= !text.piece().isEmpty();
                    yield text.choice() == 0;
                }
                case ChatEvent.Ended ended -> words && Crossing.isByItself(ended.finish());
                case ChatEvent.Start start -> true;
                case ChatEvent.PartEnd end -> true;
                case ChatEvent.Used used -> true;
                default -> false;
            };
        }
    }
}
