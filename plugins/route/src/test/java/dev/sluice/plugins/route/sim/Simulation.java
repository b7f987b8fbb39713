package dev.sluice.plugins.route.sim;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Journal;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Scope;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.SplittableRandom;

/** Sends calls at random moments through a filter to the providers of a scenario, and measures what comes of them. */
public final class Simulation {

    /** Calls in a run. */
    static final int CALLS = 8_000;

    private static final double PER_SECOND = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random = new SplittableRandom(20_261_122);
    private final Call template = FakeCalls.chat().whole("What is the capital of France?");
    private final long[] nanos = new long[CALLS];
    private int answered;

    private Simulation() {}

    /** Makes the filter of a run. */
    @FunctionalInterface
    public interface Maker {

        /** The filter, with its surroundings and its own luck. */
        Filter make(FakePluginContext context, SplittableRandom luck);
    }

    static Result run(Scenario scenario, Maker maker) {
        return new Simulation().measure(scenario, maker);
    }

    private Result measure(Scenario scenario, Maker maker) {
        Providers providers = new Providers(time, scenario, random.split());
        FakePluginContext context =
                new FakePluginContext(time).withModels(Providers.models()).withEmbedder(new FakeEmbedder());
        Filter filter = maker.make(context, random.split());
        for (int i = 0; i < CALLS; i++) {
            time.advance(Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) / PER_SECOND * 1e9)));
            send(filter, providers);
        }
        time.advance(PATIENCE);
        return Result.of(nanos, answered, CALLS, providers.attempts(), providers.dollars());
    }

    private void send(Filter filter, Next providers) {
        Scope scope = Scope.root();
        Call call = template.toBuilder()
                .candidates(Providers.TARGETS)
                .scope(scope)
                .journal(new Journal())
                .build();
        long begun = time.nanoTime();
        filter.apply(call, providers).onComplete(done -> {
            if (isAnswer(done)) {
                nanos[answered++] = time.nanoTime() - begun;
            }
            scope.end(null);
        });
    }

    private static boolean isAnswer(AsyncResult<Reply> done) {
        return done.succeeded() && done.result().isSuccess();
    }
}
