package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.json.Json;
import dev.sluice.api.stream.Encoder;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.FramingException;
import dev.sluice.api.stream.ManualSource;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedTest {
    private final ManualSource<Frames> source = new ManualSource<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private long now;

    @Test
    void tellsOnceHowAStreamCompleted() {
        Source<Frames> watched = reply(source).onEnd(outcomes::add).frames();
        watched.next();
        now = 5;
        source.emit(TextLens.frames("a"));
        watched.next();
        source.emit(Frames.of(List.of(Event.of(null, Json.object("t", "b", "done", "stop")))));
        now = 9;
        watched.next();
        source.end();

        watched.cancel();

        assertThat(outcomes)
                .containsExactly(new Outcome(
                        Outcome.End.COMPLETED,
                        200,
                        "stop",
                        null,
                        null,
                        Duration.ofNanos(5),
                        Duration.ofNanos(9),
                        null));
    }

    /** Thousands of streams would hold what others have read: it is ten times as large as its bytes. */
    @Test
    void holdsNothingOfWhatOthersHaveRead() {
        int[] parsed = {0};
        Source<Frames> watched = reply(source).onEnd(outcomes::add).frames();
        for (int i = 0; i < 4; i++) {
            Frames frames = Frames.of(Buffer.buffer("x"), () -> {
                parsed[0]++;
                return List.of(Event.of(null, Json.object("t", "b")));
            });
            watched.next();
            source.emit(frames);
            frames.events();
        }

        watched.next();
        source.end();

        assertThat(outcomes).hasSize(1);
        assertThat(parsed[0]).as("read once by another, and anew at the end").isEqualTo(8);
    }

    @Test
    void tellsOnceHowAStreamFailed() {
        Throwable cause = new IllegalStateException("broken");
        Source<Frames> watched = reply(source).onEnd(outcomes::add).frames();
        watched.next();

        source.fail(cause);

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.end()).isEqualTo(Outcome.End.FAILED);
            assertThat(outcome.error()).isSameAs(cause);
        });
    }

    @Test
    void tellsOfACancelWhileFramesAreAwaitedAsACancel() {
        Source<Frames> watched = reply(source).onEnd(outcomes::add).frames();
        watched.next();

        watched.cancel();
        watched.cancel();

        assertThat(outcomes).extracting(Outcome::end).containsExactly(Outcome.End.CANCELLED);
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void tellsOfACallThatIsOverAsACancel() {
        Source<Frames> watched = reply(source).onEnd(outcomes::add).frames();
        watched.next();

        source.fail(CallError.of(CallError.Category.CANCELLED, "cancelled", "left"));

        assertThat(outcomes).extracting(Outcome::end).containsExactly(Outcome.End.CANCELLED);
    }

    /** Its bytes are the caller's; what it says of itself is not there to be told. */
    @Test
    void tellsOfAStreamThatCannotBeRead() {
        Source<Frames> odd = Sources.of(List.of(Frames.of(Buffer.buffer("?"), () -> {
            throw new FramingException("a checksum is wrong");
        })));

        Future<List<Frames>> passed =
                Sources.collect(reply(odd).onEnd(outcomes::add).frames());

        assertThat(passed.result()).hasSize(1);
        assertThat(outcomes).extracting(Outcome::end).containsExactly(Outcome.End.COMPLETED);
    }

    @Test
    void tellsOfAStreamThatSaysNothingItsLensKnows() {
        Source<Frames> odd = Sources.of(List.of(Frames.of(List.of(Event.of(null, "no json")))));

        Sources.collect(reply(odd).onEnd(outcomes::add).frames());

        assertThat(outcomes).extracting(Outcome::finishReason).containsExactly((String) null);
    }

    @Test
    void keepsTheFirstAndTheLastOfALongStreamInMind() {
        List<Frames> many = new ArrayList<>(java.util.Collections.nCopies(50, TextLens.frames("a")));
        many.add(Frames.of(List.of(Event.of(null, Json.object("done", "length")))));

        Sources.collect(reply(Sources.of(many)).onEnd(outcomes::add).frames());

        assertThat(outcomes).extracting(Outcome::finishReason).containsExactly("length");
    }

    @Test
    void begunKeepsWhatHasBegun() {
        Future<Reply> begun = reply(source).begun();
        boolean early = begun.isComplete();

        source.emit(TextLens.frames("a"));

        assertThat(early).isFalse();
        assertThat(((Streamed) begun.result()).frames().next().result().raw())
                .isEqualTo(TextLens.frames("a").raw());
    }

    @Test
    void begunFailsWithAStreamThatBrokeBefore() {
        Future<Reply> begun = reply(source).begun();

        source.fail(new IllegalStateException("broken"));

        assertThat(begun.cause()).hasMessage("broken");
    }

    @Test
    void anEmptyStreamHasBegun() {
        assertThat(reply(Sources.of(List.of())).begun().succeeded()).isTrue();
    }

    @Test
    void peekShowsTheFirstFramesAndLeavesThemInTheStream() {
        List<Frames> seen = new ArrayList<>();

        Future<Streamed> peeked = reply(Sources.of(List.of(TextLens.frames("a"), TextLens.frames("b"))))
                .peek(seen::add);

        assertThat(TextLens.text(seen)).isEqualTo("a");
        assertThat(text(peeked.result())).isEqualTo("ab");
    }

    @Test
    void peekOfAnEmptyStreamShowsNothing() {
        Future<Streamed> peeked = reply(Sources.of(List.of())).peek(frames -> outcomes.clear());

        assertThat(text(peeked.result())).isEmpty();
    }

    @Test
    void peekCancelsTheStreamWhenTheLookFails() {
        Future<Streamed> peeked = reply(source).peek(frames -> {
            throw new IllegalStateException("refused");
        });

        source.emit(TextLens.frames("a"));

        assertThat(peeked.cause()).hasMessage("refused");
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void mapsTheTextOfAnEncodedStream() {
        Buffer encoded = Encoder.encode("gzip", TextLens.frames("a", "b").raw());
        Streamed reply = encoded("gzip", Sources.of(List.of(Framing.opaque().feed(encoded))));

        Streamed mapped = reply.mapText(channel -> piece -> piece.toUpperCase(java.util.Locale.ROOT));

        assertThat(text(mapped)).isEqualTo("AB");
        assertThat(mapped.headers().contains("content-encoding")).isFalse();
    }

    @Test
    void refusesAndCancelsAStreamThatMustBeReadAndCannot() {
        Streamed reply = encoded("br", source);

        assertThatThrownBy(() -> reply.mapText(channel -> piece -> piece))
                .isInstanceOfSatisfying(
                        CallError.class, e -> assertThat(e.code()).isEqualTo("unreadable_reply"));
        assertThat(source.isCancelled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd"})
    void watchesAStreamThatCannotBeReadByteByByte(String coding) {
        Frames bytes = Framing.opaque().feed(Buffer.buffer("bytes"));

        Streamed watched = encoded(coding, Sources.of(List.of(bytes))).onEnd(outcomes::add);

        assertThat(Sources.collect(watched.frames()).result()).containsExactly(bytes);
        assertThat(outcomes).extracting(Outcome::end).containsExactly(Outcome.End.COMPLETED);
    }

    @Test
    void refusesToPassForLookedAtBytesThatAreNoEvents() {
        Frames bytes = Framing.opaque().feed(Buffer.buffer("\u0089PNG"));
        Streamed reply = reply(Sources.of(List.of(bytes))).mapText(channel -> piece -> piece);

        Future<Frames> pulled = reply.frames().next();

        assertThat(pulled.cause())
                .isInstanceOfSatisfying(
                        CallError.class, e -> assertThat(e.code()).isEqualTo("unreadable_reply"));
    }

    @Test
    void keepsWhoAnsweredAndSaysNothingOfItsFrames() {
        Origin origin = Origin.upstream(new Target("openai", "gpt-5"));

        Streamed reply = reply(source).withOrigin(origin).mapEvents(List::of).withHeaders(Headers.of("a", "b"));

        assertThat(reply.origin()).isEqualTo(origin).hasSameHashCodeAs(origin).hasToString("openai/gpt-5");
        assertThat(reply).hasToString("Streamed[200]");
        assertThat(reply.watched(source).frames()).isSameAs(source);
    }

    @Test
    void leavesAloneWhatNoLensReads() {
        Streamed reply = new Streamed(200, Headers.empty(), source, TextLens.endpoint(null), Stopwatch.STOPPED);

        assertThat(reply.mapText(channel -> piece -> "x")).isSameAs(reply);
        assertThat(reply.isSuccess()).isTrue();
    }

    @Test
    void saysNothingOfWhatNoLensReads() {
        Source<Frames> frames = Sources.of(List.of(TextLens.frames("a")));
        Streamed reply = new Streamed(200, Headers.empty(), frames, TextLens.endpoint(null), Stopwatch.STOPPED);

        Sources.collect(reply.onEnd(outcomes::add).frames());

        assertThat(outcomes).extracting(Outcome::usage).containsExactly((Usage) null);
    }

    @Test
    void mapsEventsAndHeadersAndCancels() {
        Streamed reply = reply(source).mapEvents(List::of).withHeaders(Headers.of("a", "b"));

        reply.cancel();

        assertThat(reply.headers().get("A")).isEqualTo("b");
        assertThat(source.isCancelled()).isTrue();
    }

    private Streamed reply(Source<Frames> frames) {
        return new Streamed(200, Headers.empty(), frames, TextLens.ENDPOINT, Stopwatch.start(() -> now));
    }

    private Streamed encoded(String coding, Source<Frames> frames) {
        return reply(frames).withHeaders(Headers.of("content-encoding", coding));
    }

    private static String text(Streamed reply) {
        return TextLens.text(Sources.collect(reply.frames()).result());
    }
}
