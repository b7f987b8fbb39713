package dev.sluice.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

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
    private final List<Promise<Frames>> asked = new ArrayList<>();

    @Test
    void aCommentComesSoLongAfterTheLastEventAndAfterEachComment() {
        write();
        time.advance(Duration.ofSeconds(7));
        asked.getLast().complete(Frames.of(Buffer.buffer("event"), List::of));

        time.advance(Duration.ofSeconds(9));
        assertThat(written).containsExactly("event");
        time.advance(Duration.ofSeconds(1));
        assertThat(written).containsExactly("event", COMMENT);
        time.advance(KEEP_ALIVE);
        assertThat(written).containsExactly("event", COMMENT, COMMENT);
    }

    private void write() {
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
                        return Future.succeededFuture();
                    }
                    return method.getName().equals("writeQueueFull") ? false : self;
                });
        new ReplyWriter(response, frames, time, new ReplyWriter.Pace(KEEP_ALIVE, Duration.ofMinutes(1))).write();
    }
}
