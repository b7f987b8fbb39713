package dev.sluice.proxy.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.plugin.Timers.Timer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTimersTest {

    private final Vertx vertx = Vertx.vertx();
    private final LoopTimers timers = new LoopTimers(vertx);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void fires_on_the_context_that_it_was_scheduled_on() throws Exception {
        // given
        Context context = vertx.getOrCreateContext();
        var firedOn = new CompletableFuture<Context>();
        // when
        context.runOnContext(v -> timers.after(Duration.ofMillis(1), () -> firedOn.complete(Vertx.currentContext())));
        // then
        assertThat(firedOn.get(5, SECONDS)).isSameAs(context);
    }

    @Test
    void fires_on_an_event_loop_if_scheduled_elsewhere() throws Exception {
        // given
        var onLoop = new CompletableFuture<Boolean>();
        // when
        timers.after(Duration.ZERO, () -> onLoop.complete(Context.isOnEventLoopThread()));
        // then
        assertThat(onLoop.get(5, SECONDS)).isTrue();
    }

    @Test
    void can_be_called_off_from_elsewhere() throws Exception {
        // given
        var fired = new ConcurrentLinkedQueue<String>();
        Timer timer = timers.after(Duration.ofMillis(50), () -> fired.add("called off"));
        // when
        timer.cancel();
        // then
        var later = new CompletableFuture<Void>();
        timers.after(Duration.ofMillis(100), () -> later.complete(null));
        later.get(5, SECONDS);
        assertThat(fired).isEmpty();
    }

    @Test
    void goes_on_after_an_action_that_throws() throws Exception {
        // given
        Context context = vertx.getOrCreateContext();
        context.exceptionHandler(ignored -> {});
        var second = new CompletableFuture<String>();
        // when
        context.runOnContext(v -> {
            timers.after(Duration.ofMillis(1), () -> {
                throw new IllegalStateException("broken action");
            });
            timers.after(Duration.ofMillis(20), () -> second.complete("fired"));
        });
        // then
        assertThat(second.get(5, SECONDS)).isEqualTo("fired");
    }

    @Test
    void tells_the_time() {
        assertThat(timers.now()).isNotNull();
        assertThat(timers.nanoTime()).isLessThanOrEqualTo(System.nanoTime());
    }
}
