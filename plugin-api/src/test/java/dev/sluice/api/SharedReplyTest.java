package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.ManualSource;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedReplyTest {
    private final Promise<Reply> upstream = Promise.promise();
    private final List<Call> sent = new ArrayList<>();
    private final Call first = CallTest.call();
    private final Call second = CallTest.call();
    private final SharedReply shared = SharedReply.start(
            first,
            call -> {
                sent.add(call);
                return upstream.future();
            },
            1000);

    @Test
    void givesAWholeReplyToAll() {
        Future<Reply> one = shared.join(first);
        Future<Reply> other = shared.join(second);

        upstream.complete(first.reply(200, Buffer.buffer("{}")));

        assertThat(one.result()).isSameAs(other.result());
        assertThat(sent).hasSize(1);
        assertThat(shared.isOpen()).isTrue();
    }

    @Test
    void keepsNoWholeReplyThatIsTooLargeForThoseWhoComeLater() {
        Future<Reply> one = shared.join(first);

        upstream.complete(first.reply(200, Buffer.buffer(new byte[1001])));

        assertThat(one.succeeded()).isTrue();
        assertThat(shared.isOpen()).isFalse();
    }

    @Test
    void isClosedByAnErrorReplyAndByAFailure() {
        SharedReply failed = SharedReply.start(first, call -> Future.failedFuture("no"), 1000);

        upstream.complete(first.reply(500, Buffer.buffer("{}")));

        assertThat(shared.isOpen()).isFalse();
        assertThat(failed.isOpen()).isFalse();
    }

    @Test
    void goesOnWhenTheFirstLeaves() {
        shared.join(first);
        Future<Reply> other = shared.join(second);

        first.scope().end(null);
        upstream.complete(streamed(Sources.of(List.of(TextLens.frames("a")))));

        assertThat(sent.getFirst().scope().ended()).isFalse();
        assertThat(read(other)).isEqualTo("a");
    }

    @Test
    void isGivenUpWhenAllHaveLeftBeforeTheReply() {
        shared.join(first);
        shared.join(second);

        first.scope().end(null);
        second.scope().end(null);

        assertThat(sent.getFirst().scope().cause()).isInstanceOf(CallError.class);
        assertThat(shared.isOpen()).isFalse();
    }

    @Test
    void isGivenUpWhenAllHaveLeftWithinTheStream() {
        ManualSource<Frames> source = new ManualSource<>();
        Future<Reply> one = shared.join(first);
        upstream.complete(streamed(source));
        ((Streamed) one.result()).frames().next();

        first.scope().end(null);

        assertThat(source.isCancelled()).isTrue();
        assertThat(shared.isOpen()).isFalse();
    }

    private static Streamed streamed(dev.sluice.api.stream.Source<Frames> frames) {
        return new Streamed(200, Headers.empty(), frames, TextLens.ENDPOINT, Stopwatch.STOPPED);
    }

    private static String read(Future<Reply> reply) {
        return TextLens.text(
                Sources.collect(((Streamed) reply.result()).frames()).result());
    }
}
