package dev.sluice.plugins.cache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.SharedReply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Source;
import dev.sluice.testkit.FakeCalls;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that is coming on one event loop is read on another, as it comes. */
class FlightTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context home = ((VertxInternal) vertx).createEventLoopContext();
    private final Context away = ((VertxInternal) vertx).createEventLoopContext();
    private final Live live = new Live();
    private final Call leader = FakeCalls.chat().streamed("hi");
    private final Call guest = FakeCalls.chat().streamed("hi");

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void bringsEachEventAsItComes() throws Exception {
        Flight flight = begun();
        Source<Frames> frames = joined(flight);
        CompletableFuture<@Nullable Frames> first = pulled(frames);
        boolean waits = !first.isDone();

        on(home, () -> live.say("data: one\n\n"));
        String said = first.get(10, SECONDS).events().getFirst().text();
        CompletableFuture<@Nullable Frames> end = pulled(frames);
        on(home, live::end);

        assertThat(waits).isTrue();
        assertThat(said).isEqualTo("one");
        assertThat(end.get(10, SECONDS)).isNull();
        assertThat(pulled(frames).get(10, SECONDS)).isNull();
    }

    @Test
    void goesOnForWhoIsOnAnotherLoopWhenTheFirstLeaves() throws Exception {
        Flight flight = begun();
        Source<Frames> frames = joined(flight);
        on(home, () -> {
            leader.scope().end(null);
            return live.say("data: still there\n\n");
        });

        assertThat(pulled(frames).get(10, SECONDS).raw()).hasToString("data: still there\n\n");
        assertThat(live.cancelled).isFalse();
    }

    @Test
    void isGivenUpWhenTheLastOfAllLoopsLeaves() throws Exception {
        Flight flight = begun();
        joined(flight);
        on(home, () -> {
            leader.scope().end(null);
            return true;
        });

        on(away, () -> {
            guest.scope().end(null);
            return true;
        });

        assertThat(live.givenUp.get(10, SECONDS)).isTrue();
    }

    @Test
    void breaksForWhoIsOnAnotherLoop() throws Exception {
        Source<Frames> frames = joined(begun());
        CompletableFuture<@Nullable Frames> first = pulled(frames);

        on(home, () -> live.fail(new IllegalStateException("broke")));

        assertThatThrownBy(() -> first.get(10, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broke");
    }

    @Test
    void deliversNothingOnceItIsCancelled() throws Exception {
        Source<Frames> frames = joined(begun());
        CompletableFuture<@Nullable Frames> first = pulled(frames);

        on(away, () -> {
            frames.cancel();
            return true;
        });

        assertThatThrownBy(() -> first.get(10, SECONDS)).hasCauseInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> pulled(frames).get(10, SECONDS)).hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    void refusesWhoComesTooLate() throws Exception {
        Flight flight = begun();
        on(home, () -> {
            leader.scope().end(null);
            return true;
        });

        assertThatThrownBy(() -> joined(flight)).hasCauseInstanceOf(Flight.ClosedException.class);
    }

    private Flight begun() throws Exception {
        return on(home, () -> {
            Address address = Address.own("t", "key", new Form("test", "chat", true, "", true));
            Flight flight = new Flight(address, () -> false);
            SharedReply shared = SharedReply.start(leader, call -> Future.succeededFuture(live.reply(call)), 1 << 20);
            flight.sent(shared);
            shared.join(leader);
            return flight;
        });
    }

    private Source<Frames> joined(Flight flight) throws Exception {
        Future<Reply> reply = on(away, () -> flight.join(guest));
        return ((Streamed) await(reply)).frames();
    }

    private CompletableFuture<@Nullable Frames> pulled(Source<Frames> frames) {
        CompletableFuture<@Nullable Frames> result = new CompletableFuture<>();
        away.runOnContext(turn -> frames.next().onComplete(next -> {
            if (!away.equals(Vertx.currentContext())) {
                result.completeExceptionally(new IllegalStateException("delivered on another loop"));
            } else if (next.succeeded()) {
                result.complete(next.result());
            } else {
                result.completeExceptionally(next.cause());
            }
        }));
        return result;
    }

    private static <T> T on(Context context, Callable<T> code) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.runOnContext(turn -> {
            try {
                result.complete(code.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(10, SECONDS);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    /** A stream that says what the test has it say. */
    private static final class Live implements Source<Frames> {
        private final Deque<Future<Frames>> coming = new ArrayDeque<>();
        private final CompletableFuture<Boolean> givenUp = new CompletableFuture<>();
        private @Nullable Promise<Frames> asked;
        private volatile boolean cancelled;

        Reply reply(Call call) {
            return new Streamed(200, Headers.empty(), this, call.endpoint(), Stopwatch.STOPPED);
        }

        boolean say(String event) {
            return come(Future.succeededFuture(Framing.sse().feed(Buffer.buffer(event))));
        }

        boolean end() {
            return come(Future.succeededFuture());
        }

        boolean fail(Throwable why) {
            return come(Future.failedFuture(why));
        }

        private boolean come(Future<Frames> next) {
            Promise<Frames> waiting = asked;
            asked = null;
            if (waiting == null) {
                return coming.add(next);
            }
            next.onComplete(waiting);
            return true;
        }

        @Override
        public Future<Frames> next() {
            Future<Frames> next = coming.poll();
            if (next != null) {
                return next;
            }
            Promise<Frames> promise = Promise.promise();
            asked = promise;
            return promise.future();
        }

        @Override
        public void cancel() {
            cancelled = true;
            givenUp.complete(true);
        }
    }
}
