package dev.sluice.plugins.route.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import dev.sluice.plugins.route.targets.Breaker.Gate;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Three in a row, or half of at least ten calls in ten seconds; for five seconds and at most a tenth more. */
    private final Breaker breaker = new Breaker(
            new HealthSettings(3, 0.5, 10, Duration.ofSeconds(10), 0, Duration.ofSeconds(5), 0, true, List.of()),
            new SplittableRandom(1));

    @Test
    void failuresInARowEject() {
        assertThat(breaker.failed(false, "500", 0)).isFalse();
        assertThat(breaker.failed(false, "500", 0)).isFalse();
        assertThat(breaker.failed(false, "500", 0)).isTrue();

        assertThat(breaker.gate(SECOND)).isEqualTo(Gate.SHUT);
        assertThat(breaker.reason()).isEqualTo("3 failures in a row, the last: 500");
    }

    @Test
    void anErrorRateEjectsThoughNoneIsInARow() {
        for (int i = 0; i < 5; i++) {
            breaker.succeeded(false, i);
            breaker.failed(false, "500", i);
        }

        assertThat(breaker.gate(10)).isEqualTo(Gate.SHUT);
        assertThat(breaker.reason()).startsWith("error rate");
    }

    @Test
    void anErrorRateOfTooFewCallsShowsNothing() {
        for (int i = 0; i < 4; i++) {
            breaker.succeeded(false, i);
            breaker.failed(false, "500", i);
        }

        assertThat(breaker.gate(10)).isEqualTo(Gate.OPEN);
    }

    @Test
    void whatFailedLongAgoDoesNotCount() {
        for (int i = 0; i < 4; i++) {
            breaker.succeeded(false, i);
            breaker.failed(false, "500", i);
        }

        breaker.succeeded(false, 30 * SECOND);
        breaker.failed(false, "500", 30 * SECOND);

        assertThat(breaker.gate(30 * SECOND)).isEqualTo(Gate.OPEN);
    }

    @Test
    void oneCallAloneIsTheProbe() {
        eject(0);

        assertThat(breaker.begin(6 * SECOND)).isTrue();
        assertThat(breaker.begin(6 * SECOND)).isFalse();
        assertThat(breaker.gate(6 * SECOND)).isEqualTo(Gate.SHUT);
    }

    @Test
    void aProbeThatWasGivenUpLeavesRoomForAnother() {
        eject(0);
        breaker.begin(6 * SECOND);

        breaker.abandoned(true);

        assertThat(breaker.gate(6 * SECOND)).isEqualTo(Gate.PROBE);
    }

    @Test
    void aProbeThatSucceedsBringsTheTargetBack() {
        eject(0);
        breaker.begin(6 * SECOND);

        breaker.succeeded(true, 7 * SECOND);

        assertThat(breaker.gate(7 * SECOND)).isEqualTo(Gate.OPEN);
        assertThat(breaker.reason()).isEmpty();
    }

    @Test
    void aProbeThatFailsEjectsForTwiceAsLong() {
        eject(0);
        breaker.begin(6 * SECOND);

        breaker.failed(true, "500", 6 * SECOND);

        assertThat(breaker.gate(15 * SECOND)).isEqualTo(Gate.SHUT);
        assertThat(breaker.gate(17 * SECOND)).isEqualTo(Gate.PROBE);
        assertThat(breaker.reason()).startsWith("the probe failed");
    }

    private void eject(long now) {
        for (int i = 0; i < 3; i++) {
            breaker.failed(false, "500", now);
        }
    }
}
