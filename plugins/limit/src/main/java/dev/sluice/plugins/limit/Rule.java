package dev.sluice.plugins.limit;

import dev.sluice.api.Call;
import dev.sluice.api.state.Limit;
import dev.sluice.api.state.Window;
import dev.sluice.plugins.limit.LimitConfig.Action;
import dev.sluice.plugins.limit.LimitConfig.LimitRule;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One limit of the config, ready to be charged.
 *
 * @param measure what is counted
 * @param max how much, in units
 * @param window in what time
 * @param subject the calls that it is for, and who of them has a count of their own
 * @param shared whether all tenants have one count
 * @param action what happens to a call that does not fit
 * @param to where a call goes that is downgraded
 * @param split into how many parts the count is divided
 */
record Rule(
        Measure measure,
        long max,
        Window window,
        Subject subject,
        boolean shared,
        Action action,
        @Nullable String to,
        int split) {

    /** Of what no tenant's name has in it. */
    private static final String PART = "\u0000";

    static List<Rule> of(LimitConfig config, ModelNames models) {
        List<Rule> rules = new ArrayList<>();
        for (LimitRule rule : config.all()) {
            Subject subject = new Subject(rule.by(), rule.only(), models);
            rules.add(of(rule, subject, rule.units(rule.max()), rule.window(), config.split()));
            if (rule.burst() != null && rule.per() != null) {
                Window window = burst(rule.burst(), rule.max(), rule.per());
                rules.add(of(rule, subject, rule.units(rule.burst()), window, config.split()));
            }
        }
        return List.copyOf(rules);
    }

    /** The same rate over a shorter time: so much at once, and as much again only as time goes by. */
    private static Window burst(BigDecimal burst, BigDecimal max, Duration per) {
        long millis = burst.multiply(BigDecimal.valueOf(per.toMillis()))
                .divide(max, 0, RoundingMode.UP)
                .longValueExact();
        return new Window.Rolling(Duration.ofMillis(Math.max(100, millis)));
    }

    private static Rule of(LimitRule rule, Subject subject, long max, Window window, int split) {
        return new Rule(rule.measure(), max, window, subject, rule.shared(), rule.action(), rule.to(), split);
    }

    boolean concerns(Call call) {
        return subject.concerns(call);
    }

    Limit limit(Call call) {
        String soft = action == Action.REFUSE ? "" : action + " ";
        String account = soft + word(measure) + " " + subject.of(call);
        String tenant = shared ? Limit.EVERYBODY : call.caller().tenant();
        return new Limit(tenant + part(call), account, Math.max(1, max / split), window, action == Action.REFUSE);
    }

    /** All limits of one call draw on the same part, so that they are still counted in one step. */
    private String part(Call call) {
        return split == 1 ? "" : PART + Math.floorMod(call.id().hashCode(), split);
    }

    /** Whether tokens have to be counted for it. */
    boolean needsTokens() {
        return measure != Measure.REQUESTS && measure != Measure.CONCURRENT;
    }

    static String word(Measure measure) {
        return measure.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** As people read it. */
    String shown() {
        String amount = measure == Measure.MONEY
                ? "$"
                        + BigDecimal.valueOf(max)
                                .movePointLeft(9)
                                .stripTrailingZeros()
                                .toPlainString()
                : max + " " + word(measure);
        return switch (window) {
            case Window.Rolling rolling -> amount + " in any " + rolling.label();
            case Window.Calendar calendar -> amount + " a " + calendar.label();
            case Window.Held held -> max + " calls at a time";
        };
    }
}
