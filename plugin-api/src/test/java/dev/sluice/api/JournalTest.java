package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.Endpoint;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final Target CHEAP = new Target("p", "cheap");
    private static final Target STRONG = new Target("p", "strong");

    private final Journal journal = new Journal();

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
