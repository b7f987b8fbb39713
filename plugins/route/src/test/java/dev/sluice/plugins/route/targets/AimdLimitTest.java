package dev.sluice.plugins.route.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.plugins.route.config.RouteConfig.ConcurrencySettings;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AimdLimitTest {

    @Test
    void growsByOneAnAnswerUntilItIsRefusedAndByOneARoundAfterwards() {
        AimdLimit limit = limit(10);
        acquire(limit, 10);
        answer(limit, 5);
        assertThat(limit.limit()).isEqualTo(15);

        acquire(limit, 5);
        limit.refused(0, 1);
        assertThat(limit.limit()).isEqualTo(10);
        answer(limit, 4);
        assertThat(limit.limit()).isEqualTo(10);
        answer(limit, 7);

        assertThat(limit.limit()).isEqualTo(11);
    }

    @Test
    void aBurstOfRefusalsIsOne() {
        AimdLimit limit = limit(10);
        acquire(limit, 10);

        for (int i = 0; i < 10; i++) {
            limit.refused(0, 5 + i);
        }

        assertThat(limit.limit()).isEqualTo(7);
        limit.refused(20, 21);
        assertThat(limit.limit()).isEqualTo(4);
    }

    @Test
    void whatNobodyUsesDoesNotGrow() {
        AimdLimit limit = limit(10);
        acquire(limit, 2);

        answer(limit, 100);

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void knowsHowManyItLetsInOnceCallsHaveEnded() {
        AimdLimit limit = limit(10);
        assertThat(limit.rate()).isZero();
        acquire(limit, 1);

        limit.release(1000);

        assertThat(limit.rate()).isEqualTo(0.01);
    }

    @Property(tries = 200)
    void staysWithinItsBoundsWhateverHappens(@ForAll @Size(max = 200) List<@IntRange(max = 3) Integer> events) {
        AimdLimit limit = limit(5);
        int held = 0;
        long now = 0;
        for (int event : events) {
            now++;
            switch (event) {
                case 0 -> held += limit.tryAcquire() ? 1 : 0;
                case 1 -> limit.answered();
                case 2 -> limit.refused(now, now);
                default -> {
                    if (held > 0) {
                        held--;
                        limit.release(1);
                    }
                }
            }
            assertThat(limit.limit()).isBetween(1, 50);
        }
        while (limit.tryAcquire()) {
            held++;
        }
        assertThat(held).isGreaterThanOrEqualTo(limit.limit());
    }

    private static AimdLimit limit(int initial) {
        return new AimdLimit(
                new ConcurrencySettings(initial, 1, 50, 0.7, 10, Duration.ofSeconds(5), "priority", List.of("high")));
    }

    private static void acquire(AimdLimit limit, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limit.tryAcquire()).isTrue();
        }
    }

    private static void answer(AimdLimit limit, int times) {
        for (int i = 0; i < times; i++) {
            limit.answered();
        }
    }
}
