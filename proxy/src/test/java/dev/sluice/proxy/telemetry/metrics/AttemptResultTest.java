package dev.sluice.proxy.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.proxy.telemetry.Ends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptResultTest {

    @ParameterizedTest
    @CsvSource({"200, OK", "302, OK", "400, REJECTED", "404, REJECTED", "429, RATE_LIMITED", "500, SERVER_ERROR"})
    void aReplyCountsByItsStatus(int status, AttemptResult expected) {
        assertThat(AttemptResult.of(Ends.reply(status), null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void anErrorCountsByItsCategory(Category category) {
        AttemptResult result = AttemptResult.of(null, CallError.of(category, "code", "Message."));

        assertThat(result)
                .isEqualTo(
                        switch (category) {
                            case TIMEOUT -> AttemptResult.TIMEOUT;
                            case CANCELLED -> AttemptResult.CANCELLED;
                            default -> AttemptResult.FAILED;
                        });
    }

    @Test
    void whatIsNoErrorOfOursHasFailed() {
        assertThat(AttemptResult.of(null, new IllegalStateException())).isEqualTo(AttemptResult.FAILED);
        assertThat(AttemptResult.of(null, null)).isEqualTo(AttemptResult.FAILED);
    }
}
