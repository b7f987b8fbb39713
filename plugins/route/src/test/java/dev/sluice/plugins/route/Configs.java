package dev.sluice.plugins.route;

import dev.sluice.plugins.route.config.Cause;
import dev.sluice.plugins.route.config.RouteConfig;
import dev.sluice.plugins.route.config.RouteConfig.ConcurrencySettings;
import dev.sluice.plugins.route.config.RouteConfig.DeadlineSettings;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import dev.sluice.plugins.route.config.RouteConfig.HedgeSettings;
import dev.sluice.plugins.route.config.RouteConfig.RetrySettings;
import dev.sluice.plugins.route.config.RouteConfig.ShadowSettings;
import dev.sluice.plugins.route.config.StrategySettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Configs for tests: the defaults, and what a test wants otherwise. */
public record Configs(
        StrategySettings strategy,
        Map<String, StrategySettings> strategies,
        List<String> matchLabels,
        RetrySettings retry,
        Map<String, List<String>> fallback,
        HealthSettings health,
        DeadlineSettings deadlines,
        @Nullable ConcurrencySettings concurrency,
        @Nullable HedgeSettings hedge,
        @Nullable ShadowSettings shadow) {

    /** As if the config said nothing. */
    public static Configs usual() {
        Set<Cause> on = EnumSet.complementOf(EnumSet.of(Cause.CONTENT_POLICY));
        return new Configs(
                new StrategySettings.Priority(),
                Map.of(),
                List.of(),
                new RetrySettings(3, on, Duration.ofMillis(200), Duration.ofSeconds(5)),
                Map.of(),
                new HealthSettings(5, 0.5, 20, Duration.ofSeconds(10), 0, Duration.ofSeconds(5), 1, true, List.of()),
                new DeadlineSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                null,
                null,
                null);
    }

    Configs by(StrategySettings other) {
        return new Configs(
                other, strategies, matchLabels, retry, fallback, health, deadlines, concurrency, hedge, shadow);
    }

    Configs named(String name, StrategySettings other) {
        Map<String, StrategySettings> all = new java.util.HashMap<>(strategies);
        all.put(name, other);
        return new Configs(strategy, all, matchLabels, retry, fallback, health, deadlines, concurrency, hedge, shadow);
    }

    Configs matching(String label) {
        return new Configs(
                strategy, strategies, List.of(label), retry, fallback, health, deadlines, concurrency, hedge, shadow);
    }

    Configs attempts(int most) {
        RetrySettings other = new RetrySettings(most, retry.on(), retry.backoff(), retry.maxBackoff());
        return new Configs(
                strategy, strategies, matchLabels, other, fallback, health, deadlines, concurrency, hedge, shadow);
    }

    Configs fallingBack(Cause cause, String model) {
        Map<String, List<String>> other = Map.of(cause.label(), List.of(model));
        return new Configs(
                strategy, strategies, matchLabels, retry, other, health, deadlines, concurrency, hedge, shadow);
    }

    Configs floor(int floor) {
        HealthSettings other = new HealthSettings(
                health.consecutiveFailures(),
                health.errorRate(),
                health.minimumCalls(),
                health.window(),
                health.slowerThanPeers(),
                health.ejection(),
                floor,
                health.share(),
                health.checks());
        return new Configs(
                strategy, strategies, matchLabels, retry, fallback, other, deadlines, concurrency, hedge, shadow);
    }

    Configs slowerThanPeers(double factor) {
        HealthSettings other = new HealthSettings(
                health.consecutiveFailures(),
                health.errorRate(),
                health.minimumCalls(),
                health.window(),
                factor,
                health.ejection(),
                health.floor(),
                health.share(),
                health.checks());
        return new Configs(
                strategy, strategies, matchLabels, retry, fallback, other, deadlines, concurrency, hedge, shadow);
    }

    Configs deadlines(Duration firstByte, Duration attempt, Duration total) {
        DeadlineSettings other = new DeadlineSettings(firstByte, attempt, total);
        return new Configs(
                strategy, strategies, matchLabels, retry, fallback, health, other, concurrency, hedge, shadow);
    }

    Configs hedgedAfter(@Nullable Duration delay, int budget) {
        HedgeSettings other = new HedgeSettings(delay, budget);
        return new Configs(
                strategy, strategies, matchLabels, retry, fallback, health, deadlines, concurrency, other, shadow);
    }

    Configs limited(int initial, int queue) {
        ConcurrencySettings other = new ConcurrencySettings(
                initial, 1, 1000, 0.7, queue, Duration.ofSeconds(5), "priority", List.of("high", "normal"));
        return new Configs(strategy, strategies, matchLabels, retry, fallback, health, deadlines, other, hedge, shadow);
    }

    Configs shadowed(String model) {
        ShadowSettings other = new ShadowSettings(model, 100, 4);
        return new Configs(
                strategy, strategies, matchLabels, retry, fallback, health, deadlines, concurrency, hedge, other);
    }

    RouteConfig config() {
        return new RouteConfig(
                strategy, strategies, matchLabels, retry, fallback, health, deadlines, concurrency, hedge, shadow);
    }
}
