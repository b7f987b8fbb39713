package dev.sluice.plugins.route;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams of which the first bytes say nothing yet. */
class RouteFirstEventTest {

    private static final String COMMENT = ": PROCESSING\n\n";
    private static final String ERROR = "data: {\"error\":{\"message\":\"overloaded\"}}\n\n";
    private static final String TEXT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"yes\"}}]}\n\n";

    private final VirtualTime time = new VirtualTime();

    @Test
    void seesAnErrorThatComesAfterComments() {
        Routed routed = routed(stream(COMMENT, COMMENT, ERROR), Script.says("second"));

        Future<Reply> reply = routed.ask(FakeCalls.chat().streamed("hi"));

        assertThatReply(reply.result()).hasText("second");
        assertThat(routed.targets()).hasSize(2);
    }

    @Test
    void theCallerGetsAllThatWasLookedAtInOrder() {
        Routed routed = routed(stream(COMMENT, ": two\n\n", TEXT, TEXT));

        Future<Reply> reply = routed.ask(FakeCalls.chat().streamed("hi"));

        assertThat(bytes((Streamed) reply.result())).isEqualTo(COMMENT + ": two\n\n" + TEXT + TEXT);
        assertThat(routed.targets()).hasSize(1);
    }

    @Test
    void commentsAloneAreAnAnswer() {
        Routed routed = routed(stream(COMMENT, COMMENT));

        Future<Reply> reply = routed.ask(FakeCalls.chat().streamed("hi"));

        assertThat(bytes((Streamed) reply.result())).isEqualTo(COMMENT + COMMENT);
    }

    @Test
    void commentsWithoutEndAreNotWaitedFor() {
        Source<Frames> endless = new Source<>() {
            @Override
            public Future<Frames> next() {
                return Future.succeededFuture(frames(COMMENT));
            }

            @Override
            public void cancel() {}
        };
        Routed routed = routed(Script.replies(call -> reply(call, endless)));

        Future<Reply> reply = routed.ask(FakeCalls.chat().streamed("hi"));

        assertThat(((Streamed) reply.result()).frames().next().result().raw().length())
                .isLessThanOrEqualTo(64 * 1024 + COMMENT.length());
    }

    @Test
    void aStreamThatOnlySendsCommentsIsPassedOnBeforeTheCallersConnectionIsTakenForDead() {
        Promise<Frames> later = Promise.promise();
        Routed routed = routed(Script.replies(call -> reply(call, slow(frames(COMMENT), later))));
        Future<Reply> reply = routed.ask(FakeCalls.chat().streamed("hi"));
        time.advance(Duration.ofSeconds(14));
        assertThat(reply.isComplete()).isFalse();

        time.advance(Duration.ofSeconds(1));

        Streamed passed = (Streamed) reply.result();
        assertThat(passed.frames().next().result().raw()).hasToString(COMMENT);
        Future<Frames> next = passed.frames().next();
        later.complete(frames(TEXT));
        assertThat(next.result().raw()).hasToString(TEXT);
    }

    @Test
    void aStreamOfWhichOnlyTheHeaderCameIsPassedOnBeforeTheCallersConnectionIsTakenForDead() {
        Promise<Frames> later = Promise.promise();
        Routed routed = routed(Script.replies(call -> reply(call, slow(later))));
        Future<Reply> reply = routed.ask(FakeCalls.chat().streamed("hi"));
        time.advance(Duration.ofSeconds(29));
        assertThat(reply.isComplete()).isFalse();

        time.advance(Duration.ofSeconds(1));

        Streamed passed = (Streamed) reply.result();
        StringBuilder said = new StringBuilder();
        Sources.forEach(passed.frames(), frames -> said.append(frames.raw()));
        later.complete(frames(TEXT));
        assertThat(said).hasToString(TEXT);
    }

    @Test
    void anErrorThatComesLongAfterTheHeaderIsSeen() {
        Promise<Frames> later = Promise.promise();
        Routed routed = routed(Script.replies(call -> reply(call, slow(later))), Script.says("second"));
        Future<Reply> reply = routed.ask(FakeCalls.chat().streamed("hi"));
        time.advance(Duration.ofSeconds(25));

        later.complete(frames(ERROR));
        time.advance(Duration.ofMillis(500));

        assertThatReply(reply.result()).hasText("second");
    }

    @Test
    void aStreamThatOnlySendsCommentsIsLeftForAnotherAtTheDeadline() {
        Configs configs = Configs.usual().deadlines(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO);
        Script comments = Script.replies(call -> {
            Source<Frames> source = slow(frames(COMMENT), Promise.promise());
            call.scope().onEnd(source::cancel);
            return reply(call, source);
        });
        Routed routed =
                new Routed(time, configs, new FakeModels(), ScriptedUpstream.of(time, comments, Script.says("second")));
        Future<Reply> reply = routed.ask(FakeCalls.chat().streamed("hi"));

        time.advance(Duration.ofSeconds(20));

        assertThatReply(reply.result()).hasText("second");
    }

    /** One item, and then one that is waited for. */
    private static Source<Frames> slow(Frames first, Promise<Frames> later) {
        return slow(List.of(Future.succeededFuture(first), later.future()).iterator(), later);
    }

    private static Source<Frames> slow(Promise<Frames> later) {
        return slow(List.of(later.future()).iterator(), later);
    }

    private static Source<Frames> slow(Iterator<Future<Frames>> all, Promise<Frames> later) {
        return new Source<>() {
            @Override
            public Future<Frames> next() {
                return all.hasNext() ? all.next() : Future.succeededFuture();
            }

            @Override
            public void cancel() {
                later.tryFail("cancelled");
            }
        };
    }

    private Routed routed(Script first, Script... later) {
        return new Routed(time, Configs.usual(), new FakeModels(), ScriptedUpstream.of(time, first, later));
    }

    private Script stream(String... events) {
        List<Frames> frames = new ArrayList<>();
        for (String event : events) {
            frames.add(frames(event));
        }
        return Script.replies(call -> reply(call, Sources.of(frames)));
    }

    private Reply reply(Call call, Source<Frames> frames) {
        return new Streamed(
                200,
                Headers.of("content-type", "text/event-stream"),
                frames,
                call.endpoint(),
                Stopwatch.start(time::nanoTime));
    }

    private static Frames frames(String event) {
        return Framing.sse().feed(Buffer.buffer(event));
    }

    private static String bytes(Streamed reply) {
        Buffer all = Buffer.buffer();
        Sources.forEach(reply.frames(), frames -> all.appendBuffer(frames.raw()));
        return all.toString();
    }
}
