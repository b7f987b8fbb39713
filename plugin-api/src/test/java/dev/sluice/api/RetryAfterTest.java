package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-10-21T07:27:30Z");

    @ParameterizedTest
    @CsvSource({
        "retry-after, 3, PT3S",
        "retry-after, 0.25, PT0.25S",
        "retry-after-ms, 120, PT0.12S",
        "retry-after, 99999999, PT1H",
        "retry-after, 'Wed, 21 Oct 2026 07:28:00 GMT', PT30S",
        "retry-after, 'Wed, 21 Oct 2026 07:20:00 GMT', PT0S"
    })
    void readsThePauseThatAProviderAsksFor(String name, String value, String pause) {
        assertThat(RetryAfter.of(Headers.of(name, value), NOW)).hasToString(pause);
    }

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "6m0s, PT6M", "120ms, PT0.12S", "1m2.5s, PT1M2.5S", "2.5, PT2.5S", "2h, PT1H"})
    void readsWhenALimitThatIsUsedUpComesBack(String reset, String pause) {
        Headers headers = Headers.of("x-ratelimit-remaining-requests", "0").with("x-ratelimit-reset-requests", reset);

        assertThat(RetryAfter.of(headers, NOW)).hasToString(pause);
    }

    @Test
    void readsTheResetsThatAreMoments() {
        Headers headers = Headers.of("anthropic-ratelimit-input-tokens-remaining", "0")
                .with("anthropic-ratelimit-input-tokens-reset", "2026-10-21T07:28:00Z");

        assertThat(RetryAfter.reset(headers, NOW)).hasToString("PT30S");
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1", "NaN", "'Wed, 21 Okt 2026 07:28:00 GMT'", "s", "1x", "xTy"})
    void passesOverWhatNobodyCanFollow(String value) {
        Headers headers = Headers.of("retry-after", value)
                .with("x-ratelimit-remaining-tokens", "0")
                .with("x-ratelimit-reset-tokens", value.contains("T") ? value : "s");

        assertThat(RetryAfter.of(headers, NOW)).isNull();
    }

    @Test
    void aLimitThatIsNotUsedUpAsksForNothing() {
        Headers headers = Headers.of("x-ratelimit-remaining-requests", "7").with("x-ratelimit-reset-requests", "1s");

        assertThat(RetryAfter.of(headers, NOW)).isNull();
    }
}
