package dev.sluice.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.stream.Frames;
import io.vertx.core.Future;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A session as a stream: begun at once, over when the session is, and how much was said in it in between. */
class SessionFramesTest {

    private boolean closed;
    private final SessionFrames frames = new SessionFrames(() -> closed = true);

    @Test
    void itHasBegunAndEndsWithHowMuchWasSaid() {
        Future<Frames> first = frames.next();
        Future<Frames> second = frames.next();

        frames.end(null, 1024);

        assertThat(first.result().isEmpty()).isTrue();
        assertThat(second.result().isEmpty()).isTrue();
        assertThat(second.result().length()).isEqualTo(1024);
        assertThat(frames.next().succeeded()).isTrue();
        assertThat(frames.next().result()).isNull();
    }

    @Test
    void whatWasSaidIsToldOfAFailureToo() {
        Throwable failure = new IllegalStateException("broken off");
        frames.next();
        Future<Frames> second = frames.next();

        frames.end(failure, 7);

        assertThat(second.result().length()).isEqualTo(7);
        assertThat(frames.next().cause()).isSameAs(failure);
    }

    @Test
    void itIsOverWhereItIsGivenUp() {
        frames.next();
        Future<Frames> second = frames.next();

        frames.cancel();

        assertThat(closed).isTrue();
        assertThat(second.cause()).isInstanceOf(CancellationException.class);
    }
}
