package dev.sluice.plugins.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.api.state.Window;
import dev.sluice.plugins.limit.LimitConfig.Action;
import dev.sluice.plugins.limit.LimitConfig.LimitRule;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Period;
import dev.sluice.testkit.FakeCheckContext;
import dev.sluice.testkit.FakeModels;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitConfigTest {

    @Test
    void refusesAShortWindowThatCanNeverBeFilled() {
        LimitRule minute = requests(600, Duration.ofMinutes(1), null);
        LimitRule hour = requests(500, Duration.ofHours(1), null);

        assertThat(problems(hour, minute))
                .containsExactly(
                        "limits[1]: expected limits that can both be reached, found 600 requests by tenant (1m)"
                                + " and 500 requests by tenant (1h): the first can never be; remove it, or lower it");
    }

    @Test
    void refusesTheSameLimitTwice() {
        LimitRule minute = requests(600, Duration.ofMinutes(1), null);

        assertThat(problems(minute, minute)).hasSize(2).allMatch(problem -> problem.contains("remove it"));
    }

    /** What counts against the first counts against the second, which has less room: by whom, of what, in what time. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokens 100 1m by tenant,model             | tokens 100 1m by tenant",
                "tokens 100 1m by key                      | tokens 90 1m by tenant",
                "tokens 100 1m by route                    | tokens 90 1h by tenant",
                "tokens 100 1m by key,model                | tokens 100 1m by model shared",
                "tokens 100 1m by tenant only model=m      | tokens 100 1m by tenant",
                "tokens 100 1m by tenant only model=p/m    | tokens 100 1m by tenant,model",
                "tokens 100 1m by tenant only model=small  | tokens 100 1m by tenant,model",
                "input-tokens 100 1m by tenant             | tokens 100 1m by tenant",
                "output-tokens 100 1m by key               | tokens 100 1m by tenant",
                "concurrent 100 0 by key                   | concurrent 99 0 by tenant",
                "tokens 100 1m by tenant,model warn        | tokens 100 1m by tenant",
            })
    void refusesALimitThatOneOfMoreCallsKeepsFromBeingReached(String first, String second) {
        assertThat(problems(rule(second), rule(first)))
                .singleElement()
                .asString()
                .startsWith("limits[1]: expected ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokens 99 1m by tenant,model              | tokens 100 1m by tenant",
                "tokens 100 1h by key                      | tokens 100 1m by tenant",
                "tokens 100 1m by key                      | tokens 90 1m by model shared",
                "tokens 100 1m by tenant                   | tokens 90 1m by tenant,model",
                "tokens 100 1m by tenant                   | tokens 90 1m by tenant only model=m",
                "tokens 100 1m by tenant only model=n      | tokens 90 1m by tenant only model=m",
                "tokens 100 1m by tenant only model=m      | tokens 90 1m by tenant,model",
                "tokens 100 1m by tenant only model=either | tokens 90 1m by tenant,model",
                "tokens 100 1m by tenant                   | input-tokens 90 1m by tenant",
                "requests 100 1m by tenant                 | tokens 90 1m by tenant",
                "tokens 100 1m by tenant,model             | tokens 100 1m by tenant warn",
            })
    void takesLimitsThatCanBothBeReached(String first, String second) {
        assertThat(problems(rule(second), rule(first))).isEmpty();
    }

    @Test
    void takesALimitWhoseBurstCanBeReached() {
        LimitRule minute = requests(600, Duration.ofMinutes(1), BigDecimal.valueOf(60));
        LimitRule hour = requests(500, Duration.ofHours(1), null);

        assertThat(problems(minute, hour)).isEmpty();
    }

    @Test
    void namesTheShorthandThatCanNeverBeReached() {
        LimitConfig config = Configs.perKey(600, rule("requests 500 1m by tenant"));

        assertThat(problems(config)).singleElement().asString().startsWith("requests-per-minute: ");
    }

    @Test
    void refusesBothAPeriodAndALength() {
        assertThatThrownBy(() -> new LimitRule(
                        Measure.REQUESTS,
                        BigDecimal.TEN,
                        Duration.ofMinutes(1),
                        Period.DAY,
                        "UTC",
                        null,
                        List.of(),
                        Map.of(),
                        false,
                        Action.REFUSE,
                        null))
                .hasMessageContaining("either per or period, found both");
    }

    @Test
    void refusesAWordThatTellsNoCallsApart() {
        assertThatThrownBy(() -> Configs.rule(Measure.REQUESTS, 1, List.of("user"), Action.REFUSE, null))
                .hasMessageContaining("label:NAME, found user");
    }

    @Test
    void refusesADowngradeToNowhere() {
        assertThatThrownBy(() -> Configs.rule(Measure.REQUESTS, 1, List.of("key"), Action.DOWNGRADE, null))
                .hasMessageContaining("'to' beside 'action: downgrade'");
    }

    @Test
    void turnsABurstIntoAShorterWindowOfTheSameRate() {
        List<Rule> rules = Rule.of(
                Configs.of(requests(600, Duration.ofMinutes(1), BigDecimal.valueOf(60))),
                new ModelNames(new FakeModels(), Set.of()));

        assertThat(rules).extracting(Rule::max).containsExactly(600L, 60L);
        assertThat(rules.get(1).window()).isEqualTo(new Window.Rolling(Duration.ofSeconds(6)));
    }

    @ParameterizedTest
    @CsvSource({
        "WARN, 100, PT1M, , 100, PT1M,",
        "WARN, 150, PT1M, , 100, PT1H,",
        "DOWNGRADE, 100, , DAY, 100, , DAY",
        "DOWNGRADE, 100, , DAY, 90, , MONTH"
    })
    void refusesASoftLimitThatAHardOneKeepsFromComing(
            Action action, long soft, Duration per, Period period, long hard, Duration hardPer, Period hardPeriod) {
        LimitRule warns = requests(action, soft, per, period);
        LimitRule refuses = requests(Action.REFUSE, hard, hardPer, hardPeriod);

        assertThat(problems(warns, refuses))
                .singleElement()
                .asString()
                .startsWith("limits[0]: expected a limit to " + action.name().toLowerCase(Locale.ROOT))
                .contains("the first can never come; lower it");
    }

    @ParameterizedTest
    @CsvSource({
        "99, PT1M, , 100, PT1M,",
        "100, PT1H, , 100, PT1M,",
        "100, PT24H, , 100, , DAY",
        "100, , WEEK, 100, , MONTH"
    })
    void takesASoftLimitThatCanCome(
            long soft, Duration per, Period period, long hard, Duration hardPer, Period hardPeriod) {
        LimitRule warns = requests(Action.WARN, soft, per, period);
        LimitRule refuses = requests(Action.REFUSE, hard, hardPer, hardPeriod);

        assertThat(problems(warns, refuses)).isEmpty();
    }

    private static List<String> problems(LimitRule... rules) {
        return problems(Configs.of(rules));
    }

    private static List<String> problems(LimitConfig config) {
        FakeCheckContext context = new FakeCheckContext(new FakeModels()
                .with(new Alias("small", null, List.of(new Alias.Member(new Target("p", "m"), 1))))
                .with(new Alias(
                        "either",
                        null,
                        List.of(
                                new Alias.Member(new Target("p", "m"), 1),
                                new Alias.Member(new Target("q", "m"), 1)))));
        new LimitFactory().check(config, context);
        return context.problems();
    }

    /** Such as {@code tokens 100 1m by tenant,model only model=m shared warn}. */
    private static LimitRule rule(String written) {
        List<String> words = List.of(written.split(" "));
        Measure measure = Measure.valueOf(words.get(0).toUpperCase(Locale.ROOT).replace('-', '_'));
        int only = words.indexOf("only");
        String[] pair = only < 0 ? new String[0] : words.get(only + 1).split("=");
        return new LimitRule(
                measure,
                new BigDecimal(words.get(1)),
                words.get(2).equals("0") ? null : Duration.parse("PT" + words.get(2)),
                null,
                "UTC",
                null,
                List.of(words.get(4).split(",")),
                only < 0 ? Map.of() : Map.of(pair[0], pair[1]),
                words.contains("shared"),
                words.contains("warn") ? Action.WARN : Action.REFUSE,
                null);
    }

    private static LimitRule requests(Action action, long max, Duration per, Period period) {
        return new LimitRule(
                Measure.REQUESTS,
                BigDecimal.valueOf(max),
                per,
                period,
                "UTC",
                null,
                List.of("tenant"),
                Map.of(),
                false,
                action,
                action == Action.DOWNGRADE ? "small" : null);
    }

    private static LimitRule requests(long max, Duration per, BigDecimal burst) {
        return new LimitRule(
                Measure.REQUESTS,
                BigDecimal.valueOf(max),
                per,
                null,
                "UTC",
                burst,
                List.of("tenant"),
                Map.of(),
                false,
                Action.REFUSE,
                null);
    }
}
