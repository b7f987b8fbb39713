package dev.sluice.proxy.time;

import dev.sluice.api.plugin.Timers;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The host's timers: a wheel for each event loop, and the clock of the machine. Lives as long as its Vert.x does. */
public final class LoopTimers implements Timers {

    private final VertxInternal vertx;
    private final FastThreadLocal<Wheel<ContextInternal>> wheels = new FastThreadLocal<>();

    /**
     * Makes timers.
     *
     * @param vertx whose event loops they run on
     */
    public LoopTimers(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        ContextInternal context = ContextInternal.current();
        return context != null && Context.isOnEventLoopThread()
                ? wheel(context).schedule(delay, context, action)
                : new Hopping(vertx.createEventLoopContext(), delay, action);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    private Wheel<ContextInternal> wheel(ContextInternal context) {
        Wheel<ContextInternal> wheel = wheels.getIfExists();
        if (wheel == null) {
            wheel = new Wheel<>(new LoopTicker(context.nettyEventLoop()), ContextInternal::dispatch);
            wheels.set(wheel);
        }
        return wheel;
    }

    private record LoopTicker(EventLoop loop) implements Ticker {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void tickIn(long nanos, Runnable tick) {
            var unused = loop.schedule(tick, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** A timer made outside the event loops: goes to one, and is called off there. */
    private final class Hopping implements Timer {

        private final ContextInternal context;
        private @Nullable Timer timer;

        Hopping(ContextInternal context, Duration delay, Runnable action) {
            this.context = context;
            context.runOnContext(ignored -> timer = after(delay, action));
        }

        @Override
        public void cancel() {
            context.runOnContext(ignored -> {
                if (timer != null) {
                    timer.cancel();
                }
            });
        }
    }
}
