package dev.sluice.plugins.route.sim;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.Whole;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Three providers, the cheapest first, whose latencies are spread log-normally. */
final class Providers implements Next {

    static final List<Target> TARGETS =
            List.of(new Target("budget", "m"), new Target("middle", "m"), new Target("premium", "m"));

    private static final Usage USAGE = Usage.of(500, 200);
    private static final List<Rates> RATES = List.of(Rates.of("0.25", "2"), Rates.of("1", "5"), Rates.of("3", "15"));
    private static final double[] MEDIAN_MILLIS = {700, 800, 900};
    private static final double SIGMA = 0.35;
    private static final Buffer ANSWER = Buffer.buffer(
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Paris\"},\"finish_reason\":\"stop\"}]}");
    private static final Buffer ERROR = Buffer.buffer("{\"error\":{\"message\":\"no\"}}");

    private final VirtualTime time;
    private final Scenario scenario;
    private final SplittableRandom random;
    private final long[] second = new long[3];
    private final int[] inSecond = new int[3];
    private final int[] present = new int[3];
    private int attempts;
    private BigDecimal cost = BigDecimal.ZERO;

    Providers(VirtualTime time, Scenario scenario, SplittableRandom random) {
        this.time = time;
        this.scenario = scenario;
        this.random = random;
    }

    static FakeModels models() {
        FakeModels models = new FakeModels();
        for (int i = 0; i < 3; i++) {
            Prices prices = Prices.of(RATES.get(i));
            models.with(TARGETS.get(i), new ModelFacts("test", 128_000L, null, Set.of(), true, true, Map.of(), prices));
        }
        return models;
    }

    int attempts() {
        return attempts;
    }

    double dollars() {
        return cost.doubleValue();
    }

    @Override
    public Future<Reply> proceed(Call call) {
        attempts++;
        int provider = TARGETS.indexOf(Objects.requireNonNull(call.target()));
        Promise<Reply> reply = Promise.promise();
        call.scope().onEnd(() -> reply.tryFail(CallError.cancelled("given up")));
        play(call, provider, scenario.of(provider, Duration.ofNanos(time.nanoTime())), reply);
        return reply.future();
    }

    private void play(Call call, int provider, Weather weather, Promise<Reply> reply) {
        Duration usual = latency(provider, weather.slowness());
        switch (weather.fate()) {
            case HANGS -> {}
            case REFUSES ->
                time.after(
                        Weather.AT_ONCE,
                        () -> reply.tryFail(CallError.of(CallError.Category.UPSTREAM, "refused", "Refused.")));
            case LIMITS -> {
                boolean passes = passes(provider);
                time.after(passes ? usual : Weather.AT_ONCE, () -> end(call, provider, passes ? 200 : 429, reply));
            }
            case USED_UP -> time.after(Weather.AT_ONCE, () -> end(call, provider, 429, reply));
            case CROWDS -> crowd(call, provider, usual, reply);
            case ANSWERS -> {
                boolean fails = random.nextDouble() < weather.failing();
                time.after(fails ? usual.dividedBy(10) : usual, () -> end(call, provider, fails ? 500 : 200, reply));
            }
        }
    }

    private void crowd(Call call, int provider, Duration usual, Promise<Reply> reply) {
        if (present[provider] >= Weather.PLACES) {
            time.after(Weather.AT_ONCE, () -> end(call, provider, 503, reply));
            return;
        }
        present[provider]++;
        reply.future().onComplete(done -> present[provider]--);
        time.after(usual, () -> end(call, provider, 200, reply));
    }

    private void end(Call call, int provider, int status, Promise<Reply> reply) {
        if (reply.future().isComplete()) {
            return;
        }
        if (status == 200) {
            cost = cost.add(RATES.get(provider).cost(USAGE));
        }
        Whole answer = call.reply(status, status == 200 ? ANSWER : ERROR);
        @Nullable String pause = status == 429 ? "2" : null;
        reply.tryComplete(pause == null ? answer : answer.withHeaders(Headers.of("retry-after", pause)));
    }

    private boolean passes(int provider) {
        long now = time.nanoTime() / 1_000_000_000L;
        inSecond[provider] = second[provider] == now ? inSecond[provider] + 1 : 1;
        second[provider] = now;
        return inSecond[provider] <= 10;
    }

    private Duration latency(int provider, double slowness) {
        double millis = MEDIAN_MILLIS[provider] * Math.exp(SIGMA * random.nextGaussian()) * slowness;
        return Duration.ofNanos((long) (millis * 1e6));
    }
}
