package dev.sluice.plugins.limit;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Use;
import dev.sluice.api.state.Window;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How much may be used. */
@Doc("Bounds how much may be used: requests, tokens, money, calls at a time; by whom, and in what time.")
public record LimitConfig(
        @Doc("Calls that each key may make in any minute.") @Nullable @Min(1) Long requestsPerMinute,

        @Doc("Tokens, of prompts and answers, that each key may use in any minute.") @Nullable @Min(1) Long tokensPerMinute,

        @Doc("Any other limits; a call has to fit into all of them.")
        List<LimitRule> limits,

        @Doc(
                "Tokens that an answer is expected to have where the call sets no bound and nothing is known of the caller.")
        @Default("1024")
        @Min(0) long expectedOutput,

        @Doc("What a reply costs that no provider was asked for.") @Default("requests")
        CacheHits cacheHits,

        @Doc("What is done under a limit of money with models whose price is not known.") @Default("refuse")
        Unpriced unpriced,

        @Doc("What is done with calls while the shared state is out of reach.") @Default("local")
        Away whileAway,

        @Doc("After which a reservation of a process that died is free again; while a call runs, it is renewed.")
        @Default("60s")
        Duration lease,

        @Doc(
                "Into how many parts each limit is divided, each call drawing on one of them: so the counts of one large tenant are"
                        + " spread over a Redis Cluster. Never admits more; may refuse when a part is used up and others are not.")
        @Default("1")
        @Min(1) @Max(64) int split) {

    /** Below that a part is so small that chance decides who is refused. */
    private static final long SMALLEST_PART = 100;

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    public LimitConfig {
        limits = List.copyOf(limits);
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("expected a lease of 1s to 24h, found " + lease.toSeconds() + "s");
        }
        for (LimitRule rule : placed(requestsPerMinute, tokensPerMinute, limits).values()) {
            if (split > 1 && rule.units(rule.max()) / split < SMALLEST_PART) {
                throw new IllegalArgumentException("expected limits of at least " + SMALLEST_PART + " for each of the "
                        + split + " parts, found one of " + rule.max().toPlainString());
            }
        }
    }

    /** All limits, those that have a key of their own among them. */
    List<LimitRule> all() {
        return List.copyOf(placed().values());
    }

    /** All limits, by the keys that lead to them in the file. */
    Map<String, LimitRule> placed() {
        return placed(requestsPerMinute, tokensPerMinute, limits);
    }

    private static Map<String, LimitRule> placed(
            @Nullable Long requests, @Nullable Long tokens, List<LimitRule> limits) {
        Map<String, LimitRule> placed = new LinkedHashMap<>();
        if (requests != null) {
            placed.put("requests-per-minute", LimitRule.perMinute(Measure.REQUESTS, requests));
        }
        if (tokens != null) {
            placed.put("tokens-per-minute", LimitRule.perMinute(Measure.TOKENS, tokens));
        }
        for (int i = 0; i < limits.size(); i++) {
            placed.put("limits[" + i + "]", limits.get(i));
        }
        return placed;
    }

    /** What is counted. */
    @Doc("What is counted.")
    public enum Measure {
        @Doc("Calls.")
        REQUESTS,
        @Doc("Tokens of prompts.")
        INPUT_TOKENS,
        @Doc("Tokens of answers.")
        OUTPUT_TOKENS,
        @Doc("Tokens of both.")
        TOKENS,
        @Doc("US dollars, by the prices of the models.")
        MONEY,
        @Doc("Calls at the same time.")
        CONCURRENT
    }

    /** A stretch of the calendar. */
    @Doc("A stretch of the calendar.")
    public enum Period {
        @Doc("From midnight to midnight.")
        DAY,
        @Doc("From Monday to Sunday.")
        WEEK,
        @Doc("From the first to the last.")
        MONTH
    }

    /** What happens to a call that does not fit. */
    @Doc("What happens to a call that does not fit.")
    public enum Action {
        @Doc("It is refused with a 429.")
        REFUSE,
        @Doc("It goes on, and its reply carries a warning.")
        WARN,
        @Doc("It goes on, to another model.")
        DOWNGRADE
    }

    /** What a reply costs that no provider was asked for. */
    @Doc("What a reply costs that no provider was asked for.")
    public enum CacheHits {
        @Doc("Nothing.")
        FREE,
        @Doc("A request, but no tokens and no money.")
        REQUESTS,
        @Doc("What it cost when it was made.")
        FULL
    }

    /** What is done under a limit of money with models whose price is not known. */
    @Doc("What is done under a limit of money with models whose price is not known.")
    public enum Unpriced {
        @Doc(
                "Targets without a price, of aliases and of what filters of the chain lead to, stop the start; calls to other such models are refused with a 400.")
        REFUSE,
        @Doc("Calls to them go on, uncounted by limits of money; their replies carry a warning.")
        WARN
    }

    /** What is done while the shared state is out of reach. */
    @Doc("What is done with calls while the shared state is out of reach.")
    public enum Away {
        @Doc("They are refused.")
        FAIL,
        @Doc("They go on uncounted.")
        SKIP,
        @Doc("Each process counts for itself, and grants its share of each limit.")
        LOCAL;

        Use.Fallback fallback() {
            return switch (this) {
                case FAIL -> Use.Fallback.FAIL;
                case SKIP -> Use.Fallback.SKIP;
                case LOCAL -> Use.Fallback.LOCAL;
            };
        }
    }

    /** One limit. */
    @Doc("One limit.")
    public record LimitRule(
            @Doc("What is counted.") Measure measure,

            @Doc("How much; of money, US dollars.") BigDecimal max,

            @Doc("In any stretch of time of this length.") @Nullable Duration per,

            @Doc("In each day, week or month of the calendar.") @Nullable Period period,

            @Doc("Where the calendar's midnight is.") @Default("UTC")
            String zone,

            @Doc("How much of it at once, while the rest comes evenly over time.") @Nullable BigDecimal burst,

            @Doc("Who has a count of their own: key, tenant, model, route, or label:NAME, in any combination.")
            @Default("[tenant]")
            List<String> by,

            @Doc("Calls that it is for, by the same words: {model: gpt-5}. All if empty.")
            Map<String, String> only,

            @Doc("Whether all tenants share one count, a pool; else each has its own.") @Default("false")
            boolean shared,

            @Doc("What happens to a call that does not fit.") @Default("refuse")
            Action action,

            @Doc("Where a call goes that is downgraded: an alias, or provider/model.") @Nullable String to) {

        public LimitRule {
            by = List.copyOf(by);
            only = Map.copyOf(only);
            by.forEach(Subject::check);
            only.keySet().forEach(Subject::check);
            Contradictions.check(measure, per, period);
            check(measure.name(), max);
            if (burst != null) {
                check("burst", burst);
                if (per == null || burst.compareTo(max) >= 0) {
                    throw new IllegalArgumentException("expected a burst below max and beside per, found " + burst);
                }
            }
            if ((action == Action.DOWNGRADE) != (to != null)) {
                throw new IllegalArgumentException("expected 'to' beside 'action: downgrade', and nowhere else");
            }
            if (shared && (by.contains("tenant") || by.contains("key"))) {
                throw new IllegalArgumentException(
                        "expected a shared limit to be by neither tenant nor key, found by " + String.join(", ", by));
            }
            zone(zone);
        }

        static LimitRule perMinute(Measure measure, long max) {
            return new LimitRule(
                    measure,
                    BigDecimal.valueOf(max),
                    Duration.ofMinutes(1),
                    null,
                    "UTC",
                    null,
                    List.of("key"),
                    Map.of(),
                    false,
                    Action.REFUSE,
                    null);
        }

        /** As the shared state counts it: calls and tokens one by one, money in billionths of a dollar. */
        long units(BigDecimal amount) {
            return measure == Measure.MONEY ? Money.units(amount) : amount.longValueExact();
        }

        Window window() {
            if (measure == Measure.CONCURRENT) {
                return new Window.Held();
            }
            return period == null
                    ? new Window.Rolling(Objects.requireNonNull(per, "per or period"))
                    : new Window.Calendar(Window.Unit.valueOf(period.name()), zone(zone));
        }

        private static void check(String what, BigDecimal amount) {
            boolean money = what.equals(Measure.MONEY.name()) || what.equals("burst");
            BigDecimal most = money ? Money.MOST : BigDecimal.valueOf(Limit.MOST);
            if (amount.signum() <= 0 || amount.compareTo(most) > 0) {
                throw new IllegalArgumentException("expected a limit above 0 and up to " + most + ", found " + amount);
            }
            if (!money && amount.stripTrailingZeros().scale() > 0) {
                throw new IllegalArgumentException("expected a whole number, found " + amount);
            }
        }

        private static ZoneId zone(String name) {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("expected a time zone such as Europe/Zurich, found " + name, e);
            }
        }
    }
}
