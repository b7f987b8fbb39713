package dev.sluice.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that config records are made of. */
class ConfigValuesTest {

    @Property
    void aSizeIsReadBackAsItWasWritten(@ForAll @LongRange(min = 0) long bytes) {
        assertThat(DataSize.parse(new DataSize(bytes).toString())).isEqualTo(new DataSize(bytes));
    }

    @Property
    void aSizeIsReadBackInEveryUnit(
            @ForAll @IntRange(max = 4) int power, @ForAll @LongRange(min = 0, max = 1000) long count) {
        DataSize size = new DataSize(count << (10 * power));

        assertThat(DataSize.parse(size.toString())).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"512B, 512", "64KB, 64000", "32MiB, 33554432", "2GB, 2000000000", "1TiB, 1099511627776"})
    void aSizeHasAUnit(String text, long bytes) {
        assertThat(DataSize.parse(text).bytes()).isEqualTo(bytes);
        assertThat(DataSize.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "1Mb", "-1B", "1 MiB", ""})
    void aSizeThatIsNoneSaysWhatWasExpected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSize.parse(text))
                .withMessage("expected a size such as 512B, 64KB or 32MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807TiB", "99999999999999999999B"})
    void aSizeThatIsTooLargeIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSize.parse(text))
                .withMessage("expected a size below 8388608TiB");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1, true",
        "127.8.8.8:1, true",
        "[::1]:1, true",
        "localhost:1, true",
        "LOCALHOST:1, true",
        "127.example.com:1, false",
        "127.0.0.1.evil.example:1, false",
        "localhost.example:1, false",
        "0.0.0.0:1, false",
        "[::]:1, false",
        "10.1.2.3:1, false"
    })
    void aHostIsThisMachineByItsWholeAddress(String text, boolean loopback) {
        assertThat(HostPort.parse(text).isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "example.org:0", "[::1]:65535"})
    void aHostAndPortIsReadBackAsItWasWritten(String text) {
        assertThat(HostPort.parse(text)).hasToString(text);
    }

    @Test
    void aSecretIsComparedAndNeverPrinted() {
        Secret secret = Secret.of("hush");

        assertThat(secret).hasToString("***").isEqualTo(Secret.of("hush")).hasSameHashCodeAs(Secret.of("hush"));
        assertThat(secret.matches("hush")).isTrue();
        assertThat(secret.matches("hus")).isFalse();
        assertThat(secret.reveal()).isEqualTo("hush");
    }
}
