package dev.sluice.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyWriterTest {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final String COMMENT = ": keep-alive\n\n";

    private final VirtualTime time = new VirtualTime();
    private final List<String> written = new ArrayList<>();
    private final List<Promise<Void>> sent = new ArrayList<>();
    private final List<Promise<Frames>> asked = new ArrayList<>();

    @Test
    void aCommentComesSoLongAfterTheLastEventAndAfterEachComment() {
        write(false);
        time.advance(Duration.ofSeconds(7));
        frames("event");

        time.advance(Duration.ofSeconds(9));
        assertThat(written).containsExactly("event");
        time.advance(Duration.ofSeconds(1));
        assertThat(written).containsExactly("event", COMMENT);
        time.advance(KEEP_ALIVE);
        assertThat(written).containsExactly("event", COMMENT, COMMENT);
    }

    @Test
    void soManyBytesWaitForAClientAndNoMore() {
        write(true);
        frames("x".repeat(40_000));
        frames("y".repeat(40_000));
        int before = asked.size();

        sent.get(0).complete();

        assertThat(before).as("asked for while 80 kB waited").isEqualTo(2);
        assertThat(asked).hasSize(3);
    }

    @Test
    void aClientThatReadsNothingOfWhatWaitsIsGivenUp() {
        Future<Void> done = write(true);
        frames("x".repeat(70_000));

        time.advance(Duration.ofMinutes(1));

        assertThat(done.failed()).isTrue();
        assertThat(done.cause()).isInstanceOf(CallError.class).hasMessageContaining("read nothing");
    }

    @Test
    void whatFailedToBeSentAsksForNoMore() {
        write(true);
        frames("x".repeat(70_000));

        sent.get(0).fail("the stream is closed");

        assertThat(asked).hasSize(1);
    }

    @Test
    void bytesAreNotCountedWhereTheConnectionDoes() {
        write(false);
        frames("x".repeat(70_000));

        assertThat(asked).hasSize(2);
    }

    private void frames(String text) {
        asked.getLast().complete(Frames.of(Buffer.buffer(text), List::of));
    }

    private Future<Void> write(boolean isCounted) {
        Source<Frames> frames = new Source<>() {
            @Override
            public Future<Frames> next() {
                asked.add(Promise.promise());
                return asked.getLast().future();
            }

            @Override
            public void cancel() {}
        };
        HttpServerResponse response = (HttpServerResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServerResponse.class}, (self, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        written.add(arguments[0].toString());
                        sent.add(Promise.promise());
                        return sent.getLast().future();
                    }
                    return method.getName().equals("writeQueueFull") ? false : self;
                });
        ReplyWriter.Pace pace = new ReplyWriter.Pace(isCounted ? Duration.ZERO : KEEP_ALIVE, Duration.ofMinutes(1));
        return new ReplyWriter(response, frames, time, pace, isCounted).write();
    }
}
