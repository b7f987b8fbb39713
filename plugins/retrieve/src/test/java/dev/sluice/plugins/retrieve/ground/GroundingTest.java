package dev.sluice.plugins.retrieve.ground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroundingTest {

    private final Evidence evidence = Evidence.of(List.of(
            "The office in Berlin opens at 9 and closes at 18. Visitors are not allowed on weekends.",
            "Employees have 30 days of paid leave a year."));

    @Test
    void supportsWhatTheSourcesSay() {
        assertThat(evidence.support("The Berlin office opens at 9.")).isGreaterThan(0.9);
        assertThat(evidence.support("Employees have 30 days of paid leave.")).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The Berlin office opens at 10.",
                "Employees have 25 days of paid leave a year.",
                "Visitors are allowed on weekends.",
                "Employees do not have 30 days of paid leave a year.",
                "The office in Munich opens at 9 and closes at 18.",
                "Bananas grow in warm countries.",
            })
    void doesNotSupportWhatTheyDenyOrDoNotKnow(String sentence) {
        assertThat(evidence.support(sentence)).isLessThan(0.75);
    }

    @Test
    void knowsNotOnlyForNoDenialAndADenialOfSomethingElseForNoContradiction() {
        Evidence tour = Evidence.of(
                List.of(
                        "It was not only the longest tour of the band, but a great concert, although it never came to Berlin."));

        assertThat(tour.support("It was the longest tour of the band.")).isEqualTo(1);
        assertThat(tour.support("It was a great concert.")).isEqualTo(1);
        assertThat(tour.support("It came to Berlin.")).isLessThan(0.65);
    }

    @Test
    void doesNotSupportWhatTheAnswerSaysOfItself() {
        assertThat(evidence.support("I am in the office in Berlin on weekends."))
                .isLessThan(0.65);
        assertThat(evidence.support("I see the office in Berlin opens at 9.")).isGreaterThan(0.75);
        assertThat(Evidence.of(List.of("I am in the office on weekends.")).support("I am in the office on weekends."))
                .isEqualTo(1);
    }

    @Test
    void takesNoOffenceAtPoliteness() {
        assertThat(evidence.support("Yes, you do!")).isEqualTo(1);
    }

    @Test
    void weighsSentencesByTheirLength() {
        double score = Grounding.score("Employees have 30 days of paid leave a year. Bananas grow.", evidence);

        assertThat(score).isBetween(0.6, 0.9);
    }
}
