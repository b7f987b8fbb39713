package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.Endpoint;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final Target CHEAP = new Target("p", "cheap");
    private static final Target STRONG = new Target("p", "strong");

    private final Journal journal = new Journal();
    private long now;

    @Test
    void tellsWhatWasPaidForBesideTheAnswerThatWasGiven() {
        Whole wrong = answer(CHEAP, 3);
        Whole right = answer(STRONG, 5);
        journal.answered(wrong);
        journal.spent(new Spent(CHEAP, Usage.of(7, 0), null));
        journal.answered(right);

        assertThat(journal.besides(right.withHeaders(Headers.of("x-more", "1")), 0))
                .containsExactly(
                        new Spent(CHEAP, Usage.of(0, 3), BigDecimal.ONE), new Spent(CHEAP, Usage.of(7, 0), null));
        assertThat(journal.besides(null, 2)).containsExactly(new Spent(STRONG, Usage.of(0, 5), BigDecimal.ONE));
        assertThat(journal.besides(right, journal.attempts())).isEmpty();
    }

    @Test
    void countsWarningsThatFindNoRoom() {
        for (int i = 0; i < Journal.MAX_ENTRIES + 3; i++) {
            journal.warn("messages[" + i + "]: was left out");
        }

        assertThat(journal.warnings()).hasSize(Journal.MAX_ENTRIES);
        assertThat(journal.warned()).isEqualTo(Journal.MAX_ENTRIES + 3);
    }

    @Test
    void takesOverWhatABranchHasPaidFor() {
        Journal branch = new Journal();
        branch.answered(answer(CHEAP, 3));
        branch.spent(new Spent(STRONG, Usage.of(7, 0), null));

        journal.tookOver(branch);

        assertThat(journal.besides(null, 0)).extracting(Spent::target).containsExactly(CHEAP, STRONG);
    }

    @Test
    void addsUpWhatProvidersTookOneAfterTheOther() {
        Journal timed = new Journal(new Stopwatch(() -> now, 0));
        at(10, timed::asked);
        at(30, timed::heard);
        at(50, timed::asked);
        at(90, timed::heard);
        now = 100;

        assertThat(timed.waited(null)).isEqualTo(Duration.ofNanos(60));
        assertThat(timed.waited(Stopwatch.STOPPED)).isEqualTo(Duration.ofNanos(60));
    }

    @Test
    void countsTimesThatProvidersTookTogetherOnce() {
        Journal timed = new Journal(new Stopwatch(() -> now, 0));
        at(10, timed::asked);
        at(30, timed::asked);
        at(50, timed::heard);
        now = 60;

        assertThat(timed.waited(null)).isEqualTo(Duration.ofNanos(50));
    }

    @Test
    void countsAReplysOwnTimeToTheEnd() {
        Journal timed = new Journal(new Stopwatch(() -> now, 0));
        at(10, timed::asked);
        at(30, timed::heard);
        at(50, timed::asked);
        Stopwatch given = Stopwatch.start(() -> now);
        at(60, timed::heard);
        now = 100;

        assertThat(timed.waited(given)).isEqualTo(Duration.ofNanos(20 + 50));
    }

    @Test
    void countsNothingTwiceOfTheFirstOfTwoThatWereAsked() {
        Journal timed = new Journal(new Stopwatch(() -> now, 0));
        at(10, timed::asked);
        Stopwatch given = Stopwatch.start(() -> now);
        at(30, timed::asked);
        at(50, timed::heard);
        at(60, timed::heard);
        now = 100;

        assertThat(timed.waited(given)).isEqualTo(Duration.ofNanos(90));
    }

    private void at(long time, Runnable step) {
        now = time;
        step.run();
    }

    private static Whole answer(Target from, long output) {
        Endpoint endpoint = TextLens.ENDPOINT;
        return new Whole(200, Headers.empty(), io.vertx.core.buffer.Buffer.buffer("{}"), endpoint, Stopwatch.STOPPED)
                .withOrigin(Origin.upstream(from))
                .withMetering(new Metering() {
                    @Override
                    public Usage complete(@Nullable Usage told) {
                        return Usage.of(0, output);
                    }

                    @Override
                    public BigDecimal cost(Usage usage) {
                        return BigDecimal.ONE;
                    }
                });
    }
}
