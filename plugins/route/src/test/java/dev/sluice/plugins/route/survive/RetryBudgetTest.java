package dev.sluice.plugins.route.survive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RetryBudgetTest {

    @Property
    void hasRoomForATenthOfTheLastMinutesCalls(
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long start,
            @ForAll @IntRange(min = 1, max = 60) int aSecond) {
        RetryBudget budget = new RetryBudget();

        for (int second = 0; second < 200; second++) {
            for (int i = 0; i < aSecond; i++) {
                budget.call(start + Duration.ofSeconds(second).toNanos());
            }
        }

        int room = budget.room(start + Duration.ofSeconds(199).toNanos());
        assertThat(room).isBetween(Math.max(50, aSecond * 5), Math.max(50, aSecond * 6));
    }

    @Property
    void forgetsCallsThatAreOld(@ForAll @IntRange(min = 60, max = 100_000) int seconds) {
        RetryBudget budget = new RetryBudget();
        for (int i = 0; i < 10_000; i++) {
            budget.call(0);
        }

        assertThat(budget.room(0)).isEqualTo(1_000);
        assertThat(budget.room(Duration.ofSeconds(seconds).toNanos())).isEqualTo(50);
    }
}
