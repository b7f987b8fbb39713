package dev.sluice.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final StillTime time = new StillTime();
    private final Patience patience = new Patience(Duration.ofSeconds(2), time);

    @Test
    void givesTheAnswerThatComesInTime() {
        Promise<String> answer = Promise.promise();
        Future<String> asked = patience.ask(answer::future);

        answer.complete("yes");

        assertThat(asked.result()).isEqualTo("yes");
        assertThat(time.timers).isEmpty();
    }

    @Test
    void givesUpAndLetsItBeThen() {
        Future<String> first = patience.ask(PatienceTest::never);
        time.passes(Duration.ofSeconds(2));

        Future<String> second = patience.ask(() -> Future.succeededFuture("yes"));

        assertThat(first.cause())
                .isInstanceOf(Patience.LateException.class)
                .hasMessage("it did not answer within 2000 ms");
        assertThat(second.cause())
                .isInstanceOf(Patience.LateException.class)
                .hasMessage("it did not answer in time shortly before");
    }

    @Test
    void putsOneQuestionAfterItsRestAndAllOthersWhenThatIsAnswered() {
        patience.ask(PatienceTest::never);
        time.passes(Duration.ofSeconds(2));
        time.passes(Duration.ofSeconds(10));
        Promise<String> answer = Promise.promise();

        Future<String> tries = patience.ask(answer::future);
        Future<String> spared = patience.ask(() -> Future.succeededFuture("no"));
        answer.complete("yes");
        Future<String> after = patience.ask(() -> Future.succeededFuture("yes"));

        assertThat(tries.result()).isEqualTo("yes");
        assertThat(spared.failed()).isTrue();
        assertThat(after.result()).isEqualTo("yes");
    }

    @Test
    void asksAgainAtOnceWhatFails() {
        Future<String> failed = patience.ask(() -> Future.failedFuture("broken"));

        Future<String> next = patience.ask(() -> Future.succeededFuture("yes"));

        assertThat(failed.cause()).hasMessage("broken");
        assertThat(next.result()).isEqualTo("yes");
    }

    @Test
    void takesWhatThrowsForAFailure() {
        Future<String> failed = patience.ask(() -> {
            throw new IllegalStateException("broken");
        });

        assertThat(failed.cause()).hasMessage("broken");
    }

    @Test
    void letsBeWhatSaysThatItRanOutOfTime() {
        Future<String> failed = patience.ask(() -> Future.failedFuture(new TimeoutException("1 s")));

        Future<String> next = patience.ask(() -> Future.succeededFuture("yes"));

        assertThat(failed.cause()).hasMessage("it did not answer in time");
        assertThat(next.failed()).isTrue();
    }

    @Test
    void findsOneFailureAMinuteWorthALine() {
        boolean first = patience.isWorthALine();
        boolean second = patience.isWorthALine();
        time.passes(Duration.ofMinutes(1));
        boolean later = patience.isWorthALine();

        assertThat(List.of(first, second, later)).containsExactly(true, false, true);
    }

    private static Future<String> never() {
        return Promise.<String>promise().future();
    }

    /** Time that passes when a test says so. */
    private static final class StillTime implements Timers {

        private record Due(long at, Runnable action) {}

        private final List<Due> timers = new ArrayList<>();
        private long nanos;

        void passes(Duration time) {
            nanos += time.toNanos();
            List<Due> due = timers.stream().filter(one -> one.at() <= nanos).toList();
            timers.removeAll(due);
            due.forEach(one -> one.action().run());
        }

        @Override
        public Timer after(Duration delay, Runnable action) {
            Due due = new Due(nanos + delay.toNanos(), action);
            timers.add(due);
            return () -> timers.remove(due);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }
    }
}
