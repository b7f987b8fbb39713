package dev.sluice.plugins.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.state.Window;
import dev.sluice.plugins.limit.LimitConfig.Action;
import dev.sluice.plugins.limit.LimitConfig.LimitRule;
import dev.sluice.plugins.limit.LimitConfig.Measure;
import dev.sluice.plugins.limit.LimitConfig.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitConfigTest {

    @Test
    void refusesAShortWindowThatCanNeverBeFilled() {
        LimitRule minute = requests(600, Duration.ofMinutes(1), null);
        LimitRule hour = requests(500, Duration.ofHours(1), null);

        assertThatThrownBy(() -> Configs.of(hour, minute))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("600 requests by tenant (1m) and 500 requests by tenant (1h)");
    }

    @Test
    void refusesTheSameLimitTwice() {
        LimitRule minute = requests(600, Duration.ofMinutes(1), null);

        assertThatThrownBy(() -> Configs.of(minute, minute)).hasMessageContaining("remove it");
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
        List<Rule> rules = Rule.of(Configs.of(requests(600, Duration.ofMinutes(1), BigDecimal.valueOf(60))));

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

        assertThatThrownBy(() -> Configs.of(warns, refuses))
                .hasMessageContaining("expected a limit to " + action.name().toLowerCase(Locale.ROOT))
                .hasMessageContaining("the first can never come; lower it");
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

        assertThat(Configs.of(warns, refuses).all()).hasSize(2);
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
