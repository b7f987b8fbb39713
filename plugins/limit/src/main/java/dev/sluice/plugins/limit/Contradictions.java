package dev.sluice.plugins.limit;

import dev.sluice.plugins.limit.LimitConfig.Action;
import dev.sluice.plugins.limit.LimitConfig.LimitRule;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Period;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

    static void check(List<LimitRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            for (int j = 0; j < rules.size(); j++) {
                if (i != j && rules.get(i).action() == rules.get(j).action()) {
                    check(rules.get(i), rules.get(j));
                } else if (i != j && rules.get(j).action() == Action.REFUSE) {
                    checkSoft(rules.get(i), rules.get(j));
                }
            }
        }
    }

    /** A call is refused before it could exceed a soft limit of no less room in the same time, or in a part of it. */
    private static void checkSoft(LimitRule soft, LimitRule hard) {
        if (countAlike(soft, hard) && isWithin(soft, hard) && soft.max().compareTo(hard.max()) >= 0) {
            throw new IllegalArgumentException("expected a limit to "
                    + soft.action().name().toLowerCase(Locale.ROOT) + " below the one that refuses, found "
                    + shown(soft)
                    + " and " + shown(hard) + ": the first can never come; lower it");
        }
    }

    /** Whether each stretch of the one's time lies in one of the other's: of a rolling day and a calendar's, neither does. */
    private static boolean isWithin(LimitRule one, LimitRule other) {
        boolean calendars = one.period() != null && other.period() != null;
        if (!calendars) {
            return one.period() == null && other.period() == null && length(one).compareTo(length(other)) <= 0;
        }
        return one.zone().equals(other.zone()) && (one.period() == other.period() || one.period() == Period.DAY);
    }

    /** A longer window that allows no more than a shorter one leaves nothing for the shorter one to refuse. */
    private static void check(LimitRule one, LimitRule other) {
        if (countAlike(one, other)
                && length(one).compareTo(length(other)) <= 0
                && one.max().compareTo(other.max()) >= 0) {
            throw new IllegalArgumentException("expected limits that can both be reached, found " + shown(one) + " and "
                    + shown(other) + ": the first can never be; remove it, or lower it");
        }
    }

    private static boolean countAlike(LimitRule one, LimitRule other) {
        return one.measure() == other.measure()
                && one.by().equals(other.by())
                && one.only().equals(other.only())
                && one.shared() == other.shared();
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

    private static String shown(LimitRule rule) {
        return rule.max().toPlainString() + " " + Rule.word(rule.measure()) + " by " + String.join(", ", rule.by())
                + " (" + rule.window().label() + ")";
    }
}
