package dev.sluice.plugins.route.targets;

import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.route.config.RouteConfig.CheckSettings;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/** Asks a provider how it is, again and again, and ejects all of its targets for as long as it is not well. */
public final class HealthChecks {

    private static final int BAD = 400;

    private final CheckSettings settings;
    private final TargetStates states;
    private final Timers timers;
    private final Function<CheckSettings, Future<Integer>> ask;
    private final String because;
    private int inARow;

    /**
     * Prepares.
     *
     * @param settings whom to ask, and how often
     * @param states the targets
     * @param timers time
     * @param ask gets the status of an answer; fails if there is none in time
     */
    public HealthChecks(
            CheckSettings settings, TargetStates states, Timers timers, Function<CheckSettings, Future<Integer>> ask) {
        this.settings = settings;
        this.states = states;
        this.timers = timers;
        this.ask = ask;
        this.because = "health check of " + settings.provider();
    }

    /** Asks now, and then every so often until the generation ends. */
    public void start() {
        timers.after(Duration.ZERO, this::look);
    }

    private void look() {
        ask.apply(settings).onComplete(answer -> {
            judge(answer);
            timers.after(settings.every(), this::look);
        });
    }

    private void judge(AsyncResult<Integer> answer) {
        boolean good = answer.succeeded() && answer.result() < BAD;
        inARow = good ? 0 : inARow + 1;
        boolean ill = inARow >= settings.failures();
        long now = timers.nanoTime();
        Duration untilAfterNext = settings.every().plus(settings.timeout()).multipliedBy(2);
        for (TargetState state : states.all()) {
            if (!state.target().provider().equals(settings.provider())) {
                continue;
            }
            if (ill) {
                state.park(untilAfterNext, because, now);
            } else if (good) {
                state.forgive(because);
            }
        }
    }
}
