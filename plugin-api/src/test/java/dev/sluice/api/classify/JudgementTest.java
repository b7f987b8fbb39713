package dev.sluice.api.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JudgementTest {

    @Test
    void isOfATextAsAWhole() {
        assertThat(Judgement.of("violence", 0.5, true, "text")).isEqualTo(new Judgement("violence", 0.5, true, 0, 4));
    }

    @Test
    void hasAScoreAndAPlace() {
        assertThatThrownBy(() -> new Judgement("a", Double.NaN, true, 0, 1)).hasMessageContaining("found NaN");
        assertThatThrownBy(() -> new Judgement("a", 1.5, true, 0, 1)).hasMessageContaining("found 1.5");
        assertThatThrownBy(() -> new Judgement("a", 0.5, true, 2, 1)).hasMessageContaining("2-1");
        assertThatThrownBy(() -> new Judgement("a", 0.5, true, -1, 1)).hasMessageContaining("-1-1");
    }

    @Test
    void classifiersHavePositiveLimits() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new Classifier.Limits(0, 1, second)).hasMessageContaining("0 at a time");
        assertThatThrownBy(() -> new Classifier.Limits(1, -1, second)).hasMessageContaining("-1 waiting");
        assertThatThrownBy(() -> new Classifier.Limits(1, 1, Duration.ZERO)).hasMessageContaining("PT0S");
    }
}
