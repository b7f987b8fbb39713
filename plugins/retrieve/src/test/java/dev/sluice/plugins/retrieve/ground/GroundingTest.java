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
                List.of("It was not only the longest tour of the band, but a great concert, although it never came to"
                        + " Berlin."));

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The office in Berlin opens at 9 [1].",
                "The office in Berlin opens at 9 [1][2].",
                "The office in Berlin opens at 9. [1, 2]",
            })
    void takesNoOffenceAtCitations(String answer) {
        double plain = Grounding.score("The office in Berlin opens at 9.", evidence);

        assertThat(Grounding.score(answer, evidence)).isEqualTo(plain);
    }

    @Test
    void takesTheNumberOfASourceThatIsNotThereForOneThatIsStated() {
        assertThat(Grounding.score("The office in Berlin opens at 9 [7].", evidence))
                .isLessThan(Grounding.score("The office in Berlin opens at 9 [2].", evidence));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The sources do not say.",
                "I do not know.",
                "I don't know what the parking fee is.",
                "I cannot answer that from the sources.",
                "Sorry, but the provided excerpts do not mention the parking fee.",
                "Unfortunately, there is no information about parking in the documents.",
                "The parking fee is not mentioned in the sources.",
                "None of the sources answer the question.",
                "Nothing in the documents says how much it is. [1][2]",
                "Die Quellen sagen dazu nichts.",
                "Das weiß ich nicht.",
                "Leider kann ich das nicht beantworten.",
                "Les sources ne le disent pas.",
                "Je ne sais pas.",
                "Las fuentes no lo dicen.",
                "Le fonti non lo dicono.",
                "As fontes não dizem.",
                "De bronnen zeggen dat niet.",
                "Kilderne siger det ikke.",
                "Kildene sier ikke det.",
                "Källorna säger inte det.",
                "Zdroje to neuvádějí.",
                "Источники не говорят об этом.",
                "Sursele nu spun.",
                "Οι πηγές δεν το αναφέρουν.",
                "Lähteet eivät kerro sitä.",
                "A források ezt nem említik.",
                "Kaynaklar bunu belirtmiyor.",
                "资料中没有提到。",
                "資料には書かれていません。",
                "출처에는 정보가 없습니다.",
            })
    void takesWhatSaysThatThereIsNoAnswerForNoStatement(String answer) {
        assertThat(evidence.support(answer)).isEqualTo(1);
        assertThat(Grounding.score(answer, evidence)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm sorry, but I can't help with that.",
                "Sorry, I can’t assist with that request.",
                "I cannot help you with that.",
                "I'm unable to fulfill this request.",
                "I won't answer that question.",
                "I can't help you to get into the office of others.",
            })
    void takesARefusalForNoStatement(String answer) {
        assertThat(evidence.support(answer)).isEqualTo(1);
        assertThat(Grounding.score(answer, evidence)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Would you like to know more about the office?",
                "Do you want me to look for parking?",
                "Is there anything else?",
                "Let me know if you have other questions.",
                "I hope this helps!",
            })
    void takesWhatKeepsATalkGoingForNoStatement(String sentence) {
        // given
        String stated = "The office in Berlin opens at 9.";
        // when
        double score = Grounding.score(stated + " " + sentence, evidence);
        // then
        assertThat(score).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"It helps against the flu.", "Would you believe that bananas grow in Berlin?"})
    void takesWhatOnlyLooksLikeThatForAStatement(String sentence) {
        assertThat(Grounding.score(sentence, evidence)).isLessThan(0.65);
    }

    @Test
    void bringsTheFormsOfAWordTogether() {
        // given
        Evidence forms = Evidence.of(List.of("Prices vary between countries, and shops stopped that."));
        // when
        double score = forms.support("Prices varied; a country varies, and a shop stops that.");
        // then
        assertThat(score).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The sources do not say, but bananas grow in warm countries.",
                "I do not know of a better place than Paris.",
                "The sources say that bananas do not grow here.",
                "The sources do not say so because bananas grow in 50 countries.",
                "I cannot tell you how warm those countries are.",
                "I can't help with that, but bananas grow in 50 countries.",
                "I cannot provide bananas from warm countries.",
                "Bananas cannot help with that.",
            })
    void takesWhatGoesOnBehindThatForAStatement(String answer) {
        assertThat(Grounding.score(answer, evidence)).isLessThan(0.65);
    }
}
