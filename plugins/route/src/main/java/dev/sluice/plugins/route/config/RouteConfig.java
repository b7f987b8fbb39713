package dev.sluice.plugins.route.config;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How calls find their target, and what is done when it fails them. */
@Doc("Chooses a target for each call, and finds an answer when providers fail. Stands last in a chain.")
public record RouteConfig(
        @Default("priority") @Doc("How targets are put in order for models that name no strategy of their own.")
        StrategySettings strategy,

        @Doc("Strategies with settings, by the names under which models may ask for them.")
        Map<String, StrategySettings> strategies,

        @Doc(
                "Labels, such as region, of which a target has to have the value that the caller's label of that name has.")
        List<String> matchLabels,

        @Default("{}") @Doc("How often, and when, a call is sent again.")
        RetrySettings retry,

        @Doc("Where calls go after a failure, by its cause, before the other targets: aliases or provider/model.")
        Map<String, List<String>> fallback,

        @Default("{}") @Doc("When a target is ejected.") HealthSettings health,

        @Default("{}") @Doc("How long to wait for what; the provider's own timeouts hold, too.")
        DeadlineSettings deadlines,

        @Nullable @Doc("Bounds the calls that a target has at a time, by what it turns out to take; the others wait.")
        ConcurrencySettings concurrency,

        @Nullable @Doc("Sends a second attempt to another target where the first is slow.")
        HedgeSettings hedge,

        @Nullable @Doc("Sends copies of calls to another target, whose answers nobody gets.")
        ShadowSettings shadow) {

    public RouteConfig {
        strategies = Map.copyOf(strategies);
        matchLabels = List.copyOf(matchLabels);
        fallback = Map.copyOf(fallback);
        for (String cause : fallback.keySet()) {
            if (Set.of(Cause.values()).stream().noneMatch(known -> known.label().equals(cause))) {
                throw new IllegalArgumentException("expected causes under 'fallback' that are one of "
                        + List.of(Cause.values()).stream().map(Cause::label).toList() + ", found " + cause);
            }
        }
    }

    /** Whether a call is sent again for a cause: the config lists it, or names targets for it. */
    public boolean triesAgainAfter(Cause cause) {
        return retry.on().contains(cause)
                || !fallback.getOrDefault(cause.label(), List.of()).isEmpty();
    }

    /** How often a call is sent again. */
    @Doc("How often, and when, a call is sent again.")
    public record RetrySettings(
            @Default("3") @Min(1) @Max(20) @Doc("Most attempts for one call, at all targets together, hedges aside.")
            int maxAttempts,

            @Default("[error, timeout, rate-limit, credentials, context-window, translation, invalid-output]")
            @Doc(
                    "Causes after which another target, or later the same, is tried; beside them, those that have a list in fallback.")
            Set<Cause> on,

            @Default("200ms")
            @Doc("Once all targets were tried, the pause is random, at most this and twice as long each time.")
            Duration backoff,

            @Default("5s") @Doc("The longest pause, and the longest that a provider's retry-after is waited for.")
            Duration maxBackoff) {}

    /** When a target is ejected. */
    @Doc("When a target is ejected. It comes back by a probe: one call that succeeds.")
    public record HealthSettings(
            @Default("5") @Min(1) @Doc("Failures in a row.") int consecutiveFailures,

            @Default("0.5") @Min(0) @Max(1) @Doc("Share of calls that failed in the window.")
            double errorRate,

            @Default("20") @Min(1) @Doc("The fewest calls in the window for its error rate to count.")
            int minimumCalls,

            @Default("10s") @Doc("The window.") Duration window,

            @Default("0")
            @Min(0) @Doc("Ejected if it is this many times slower than the median of the other targets; 0 for never.")
            double slowerThanPeers,

            @Default("5s") @Doc("How long the first time; twice as long each time in a row, up to 64 times.")
            Duration ejection,

            @Default("1")
            @Min(0) @Doc("So many of a call's targets stay, however bad; with 0, a call may find all ejected (503).")
            int floor,

            @Default("true")
            @Doc(
                    "Tells other replicas of rests and ejections, and hears of theirs, so that not each finds out the hard way.")
            boolean share,

            @Doc("Providers that are asked how they are, whether or not calls go to them.")
            List<CheckSettings> checks) {}

    /** A provider that is asked how it is. */
    @Doc("A provider that is asked how it is: any answer below 400 is a good one.")
    public record CheckSettings(
            @Doc("A provider of this file; all of its targets are ejected while it is not well.")
            String provider,

            @Doc("What is asked for, such as http://127.0.0.1:8000/health.")
            URI url,

            @Doc("Fields of the request, such as authorization.")
            Map<String, Secret> headers,

            @Default("10s") @Doc("How often.") Duration every,

            @Default("2s") @Doc("How long an answer may take.")
            Duration timeout,

            @Default("2") @Min(1) @Doc("So many bad answers in a row, or none, and it is not well.")
            int failures) {

        public CheckSettings {
            if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
                throw new IllegalArgumentException("expected a url such as http://127.0.0.1:8000/health, found " + url);
            }
            if (!every.isPositive() || !timeout.isPositive()) {
                throw new IllegalArgumentException("expected every and timeout to be longer than 0s");
            }
        }
    }

    /** How many calls a target takes at a time. */
    @Doc(
            "How many calls a target takes at a time: found out by trying. Answers raise the limit, refusals (429, 503, 529) and timeouts lower it.")
    public record ConcurrencySettings(
            @Default("20") @Min(1) @Doc("The limit at the beginning.")
            int initial,

            @Default("1") @Min(1) @Doc("The lowest limit.") int min,

            @Default("1000") @Min(1) @Doc("The highest limit.")
            int max,

            @Default("0.7") @Min(0) @Max(1) @Doc("What a refusal leaves of the limit.")
            double decrease,

            @Default("256")
            @Min(0) @Doc("Most calls that wait for room. Who comes then, and is no more urgent, gets a 503.")
            int queue,

            @Default("5s")
            @Doc(
                    "The longest wait. Who is expected to wait longer, or past the call's own deadline, gets a 503 at once.")
            Duration maxWait,

            @Default("priority") @Doc("The caller's label that says how urgent its calls are.")
            String priorityLabel,

            @Default("[high, normal]") @Doc("Its values, the most urgent first; any other, or none, comes last.")
            List<String> priorities) {

        public ConcurrencySettings {
            priorities = List.copyOf(priorities);
            if (min > initial || initial > max) {
                throw new IllegalArgumentException(
                        "expected min <= initial <= max, found " + min + ", " + initial + ", " + max);
            }
            if (decrease <= 0 || decrease >= 1) {
                throw new IllegalArgumentException("expected decrease between 0 and 1, found " + decrease);
            }
        }
    }

    /** How long to wait for what. */
    @Doc("How long to wait for what; 0 leaves it to the provider's timeouts.")
    public record DeadlineSettings(
            @Default("0s") @Doc("Until a stream begins, or a realtime session is open, for each attempt.")
            Duration firstByte,

            @Default("0s") @Doc("For a whole reply, for each attempt.")
            Duration attempt,

            @Default("0s")
            @Doc(
                    "Until the reply begins, over all attempts; a client may ask for less by x-sluice-timeout, in seconds.")
            Duration total) {}

    /** A second attempt at another target. */
    @Doc(
            "A second attempt at another target where the first is slow; whichever begins to answer first wins, the other is cancelled.")
    public record HedgeSettings(
            @Nullable @Doc(
                    "After this long; unless given, the 95th percentile of the first target or the second, whichever is shorter.")
            Duration delay,

            @Default("5") @Min(1) @Max(100) @Doc("In so many percent of calls at most.")
            int budget) {}

    /** Copies that nobody waits for. */
    @Doc("Copies of calls whose answers are measured and dropped.")
    public record ShadowSettings(
            @Doc("An alias or provider/model.") String model,

            @Default("100") @Min(1) @Max(100) @Doc("Of so many percent of calls.")
            int percent,

            @Default("64") @Min(1) @Doc("Most copies under way.")
            int maxInFlight) {}
}
