package dev.sluice.plugins.limit;

import dev.sluice.api.plugin.CheckContext;
import dev.sluice.plugins.limit.LimitConfig.Action;
import dev.sluice.plugins.limit.LimitConfig.LimitRule;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds limits that cannot both be meant: an operator who wrote them expects something else than would happen. */
final class Contradictions {

    private Contradictions() {}

    static void check(Measure measure, @Nullable Duration per, @Nullable Period period) {
        boolean timed = per != null || period != null;
        if (measure == Measure.CONCURRENT && timed) {
            throw new IllegalArgumentException("expected neither per nor period beside concurrent, which has no time");
        }
        if (measure != Measure.CONCURRENT && (per == null) == (period == null)) {
            throw new IllegalArgumentException("expected either per or period, found " + (timed ? "both" : "neither"));
        }
    }

    /** Tells of each limit that another one keeps from ever being reached, at the place of that limit. */
    static void tell(LimitConfig config, CheckContext context) {
        Map<String, LimitRule> all = config.placed();
        ModelNames models = LimitFactory.names(config, context.models());
        all.forEach((place, one) -> all.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(place))
                .map(Map.Entry::getValue)
                .filter(other -> isNeverReached(one, other, models))
                .findFirst()
                .ifPresent(other -> context.problem(place, told(one, other))));
    }

    /** What counts against the one counts against the other, which has no more room for it and no less time. */
    private static boolean isNeverReached(LimitRule one, LimitRule other, ModelNames models) {
        if (room(one).compareTo(other.max()) < 0 || !isPartOf(one, other, models)) {
            return false;
        }
        if (isSoft(one) && !isSoft(other)) {
            return isWithin(one, other);
        }
        boolean alike = one.action() == other.action() && (!isSoft(one) || isPartOf(other, one, models));
        return alike && length(one).compareTo(length(other)) <= 0;
    }

    /** The least that reaches a limit. */
    private static BigDecimal room(LimitRule rule) {
        return rule.burst() == null ? rule.max() : rule.burst();
    }

    private static boolean isSoft(LimitRule rule) {
        return rule.action() != Action.REFUSE;
    }

    /** Whether all that one count of the one is of is in one and the same count of the other, too. */
    private static boolean isPartOf(LimitRule one, LimitRule other, ModelNames models) {
        boolean tokens = other.measure() == Measure.TOKENS
                && (one.measure() == Measure.INPUT_TOKENS || one.measure() == Measure.OUTPUT_TOKENS);
        return (one.measure() == other.measure() || tokens)
                && one.only().entrySet().containsAll(other.only().entrySet())
                && known(one, models).containsAll(known(other, models));
    }

    /** What is the same of all calls of one count; the model is not where the limit is for an alias of several, or for a name anywhere. */
    private static Set<String> known(LimitRule rule, ModelNames models) {
        Set<String> known = new HashSet<>(rule.only().keySet());
        String model = rule.only().get(Subject.MODEL);
        if (model != null && !models.isOne(model)) {
            known.remove(Subject.MODEL);
        }
        known.addAll(rule.by());
        if (!rule.shared()) {
            known.add("tenant");
        }
        return known;
    }

    /** Whether each stretch of the one's time lies in one of the other's: of a rolling day and a calendar's, neither does. */
    private static boolean isWithin(LimitRule one, LimitRule other) {
        boolean calendars = one.period() != null && other.period() != null;
        if (!calendars) {
            return one.period() == null && other.period() == null && length(one).compareTo(length(other)) <= 0;
        }
        return one.zone().equals(other.zone()) && (one.period() == other.period() || one.period() == Period.DAY);
    }

    private static Duration length(LimitRule rule) {
        if (rule.period() == null) {
            return rule.per() == null ? Duration.ZERO : rule.per();
        }
        return switch (rule.period()) {
            case DAY -> Duration.ofDays(1);
            case WEEK -> Duration.ofDays(7);
            case MONTH -> Duration.ofDays(31);
        };
    }

    private static String told(LimitRule one, LimitRule other) {
        String both = shown(one) + " and " + shown(other);
        return isSoft(one) && !isSoft(other)
                ? "expected a limit to " + one.action().name().toLowerCase(Locale.ROOT)
                        + " below the one that refuses, found " + both + ": the first can never come; lower it"
                : "expected limits that can both be reached, found " + both
                        + ": the first can never be; remove it, or lower it";
    }

    private static String shown(LimitRule rule) {
        String who = rule.by().isEmpty() ? "" : " by " + String.join(", ", rule.by());
        String what = rule.only().isEmpty() ? "" : " of " + new TreeMap<>(rule.only());
        return rule.max().toPlainString() + " " + Rule.word(rule.measure()) + who + what
                + (rule.shared() ? ", shared by all tenants" : "") + " ("
                + rule.window().label() + ")";
    }
}
