package dev.sluice.plugins.route.survive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource({
        "retry-after, 3, PT3S",
        "retry-after, 0.25, PT0.25S",
        "retry-after-ms, 120, PT0.12S",
        "retry-after, 99999999, PT1H"
    })
    void readsThePauseThatAProviderAsksFor(String name, String value, String pause) {
        assertThat(RetryAfter.of(Headers.of(name, value))).hasToString(pause);
    }

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "6m0s, PT6M", "120ms, PT0.12S", "1m2.5s, PT1M2.5S"})
    void readsWhenALimitThatIsUsedUpComesBack(String reset, String pause) {
        Headers headers = Headers.of("x-ratelimit-remaining-requests", "0").with("x-ratelimit-reset-requests", reset);

        assertThat(RetryAfter.of(headers)).hasToString(pause);
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1", "NaN", "'Wed, 21 Oct 2026 07:28:00 GMT'", "s", "1x"})
    void passesOverWhatNobodyCanFollow(String value) {
        Headers headers = Headers.of("retry-after", value)
                .with("x-ratelimit-remaining-tokens", "0")
                .with("x-ratelimit-reset-tokens", "s");

        assertThat(RetryAfter.of(headers)).isNull();
    }

    @Test
    void aLimitThatIsNotUsedUpAsksForNothing() {
        Headers headers = Headers.of("x-ratelimit-remaining-requests", "7").with("x-ratelimit-reset-requests", "1s");

        assertThat(RetryAfter.of(headers)).isNull();
    }
}
