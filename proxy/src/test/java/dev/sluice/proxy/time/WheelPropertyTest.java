package dev.sluice.proxy.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class WheelPropertyTest {

    @Property
    void every_timer_fires_once_at_its_time_or_one_tick_late_at_most(
            @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 20_000) Integer> millis) {
        HandTicker ticker = new HandTicker(0);
        Wheel<String> wheel = new Wheel<>(ticker, (owner, action) -> action.run());
        Map<Integer, Long> firedAt = new HashMap<>();

        for (int i = 0; i < millis.size(); i++) {
            int timer = i;
            wheel.schedule(
                    Duration.ofMillis(millis.get(i)),
                    "",
                    () -> assertThat(firedAt.put(timer, ticker.nanoTime())).isNull());
        }
        ticker.pass(Duration.ofSeconds(21).toNanos());

        assertThat(firedAt).hasSameSizeAs(millis);
        firedAt.forEach((timer, at) ->
                assertThat(at - Duration.ofMillis(millis.get(timer)).toNanos()).isBetween(0L, Wheel.TICK_NANOS));
    }
}
