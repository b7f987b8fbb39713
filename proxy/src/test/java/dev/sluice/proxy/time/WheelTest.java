package dev.sluice.proxy.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.plugin.Timers.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WheelTest {

    private static final long MILLI = 1_000_000;

    private final HandTicker ticker = new HandTicker(Long.MAX_VALUE - 5 * MILLI); // System.nanoTime may overflow
    private final Wheel<String> wheel = new Wheel<>(ticker, (owner, action) -> action.run());
    private final List<String> fired = new ArrayList<>();

    @Test
    void fires_a_timer_when_it_is_due_and_not_before() {
        // given
        after(25, "a");
        ticker.pass(25 * MILLI - 1);
        assertThat(fired).isEmpty();
        // when
        ticker.pass(10 * MILLI);
        // then
        assertThat(fired).containsExactly("a");
    }

    @Test
    void fires_in_the_order_of_ticks() {
        // given
        after(30, "c");
        after(10, "a");
        after(20, "b");
        // when
        ticker.pass(100 * MILLI);
        // then
        assertThat(fired).containsExactly("a", "b", "c");
    }

    @Test
    void does_not_fire_what_was_called_off() {
        // given
        Timer timer = after(10, "a");
        after(10, "b");
        // when
        timer.cancel();
        // then
        ticker.pass(50 * MILLI);
        assertThat(fired).containsExactly("b");
    }

    @Test
    void counts_a_timer_that_is_called_off_twice_once() {
        // given
        Timer timer = after(10, "a");
        after(10, "b");
        timer.cancel();
        // when
        timer.cancel();
        // then
        assertThat(wheel.pending()).isOne();
    }

    @Test
    void calling_off_what_has_fired_does_nothing() {
        // given
        Timer timer = after(10, "a");
        after(500, "b");
        ticker.pass(50 * MILLI);
        // when
        timer.cancel();
        // then
        assertThat(wheel.pending()).isOne();
    }

    @Test
    void an_action_may_call_off_another_that_is_due_at_the_same_tick() {
        // given
        List<Timer> second = new ArrayList<>();
        wheel.schedule(Duration.ofMillis(10), "", () -> second.getFirst().cancel());
        second.add(after(10, "b"));
        // when
        ticker.pass(50 * MILLI);
        // then
        assertThat(fired).isEmpty();
        assertThat(wheel.pending()).isZero();
    }

    @Test
    void an_action_that_schedules_itself_again_is_fired_once_a_tick() {
        // given
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            fired.add("x");
            wheel.schedule(Duration.ZERO, "", again[0]);
        };
        wheel.schedule(Duration.ZERO, "", again[0]);
        // when
        ticker.pass(50 * MILLI);
        // then
        assertThat(fired).hasSize(5);
    }

    @Test
    void ticks_only_while_something_is_pending() {
        // given
        after(20, "a");
        ticker.pass(30 * MILLI);
        int before = ticker.ticks();
        // when
        ticker.pass(60_000 * MILLI);
        // then
        assertThat(ticker.ticks()).isEqualTo(before);
        assertThat(ticker.idle()).isTrue();
    }

    @Test
    void is_right_after_it_has_stood_still() {
        // given
        after(10, "a");
        ticker.pass(3_600_000 * MILLI);
        after(30, "b");
        // when
        ticker.pass(29 * MILLI);
        // then
        assertThat(fired).containsExactly("a");
        ticker.pass(11 * MILLI);
        assertThat(fired).containsExactly("a", "b");
    }

    @Test
    void waits_many_rounds_for_what_is_far_away() {
        // given
        after(60_000, "a");
        ticker.pass(59_999 * MILLI);
        assertThat(fired).isEmpty();
        // when
        ticker.pass(11 * MILLI);
        // then
        assertThat(fired).containsExactly("a");
    }

    @Test
    void catches_up_on_a_loop_that_was_kept_busy() {
        // given
        after(10, "a");
        after(4_000, "b");
        after(30_000, "c");
        // when
        ticker.stall(20_000 * MILLI);
        // then
        assertThat(fired).containsExactly("a", "b");
    }

    @Test
    void takes_delays_that_are_over_or_never_end() {
        // given
        wheel.schedule(Duration.ofSeconds(-5), "", () -> fired.add("past"));
        Timer never = wheel.schedule(Duration.ofSeconds(Long.MAX_VALUE), "", () -> fired.add("never"));
        // when
        ticker.pass(20 * MILLI);
        // then
        assertThat(fired).containsExactly("past");
        never.cancel();
    }

    private Timer after(long millis, String name) {
        return wheel.schedule(Duration.ofMillis(millis), name, () -> fired.add(name));
    }
}
