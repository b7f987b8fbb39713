package dev.sluice.plugins.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.plugins.redact.detect.Detectors;
import dev.sluice.plugins.redact.detect.Entity;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.testkit.FakeCheckContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactFactoryTest {

    @Test
    void says_where_names_stand_for_nothing() {
        // given
        String config = """
                entities: [email, emial]
                reply: [ { name: nobody } ]
                recogniser: { classifier: presidoi }
                """;
        // when
        List<String> problems = problems(config);
        // then
        assertThat(problems)
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("entities[1].name: ") && problem.contains("emial"))
                .anyMatch(problem -> problem.startsWith("reply[0].name: ") && problem.contains("nobody"))
                .anyMatch(problem -> problem.startsWith("recogniser.classifier: ") && problem.contains("presidoi"));
    }

    @Test
    void says_what_would_be_refused_when_it_is_made() {
        assertThat(problems("{ key: short, regions: [US, XX] }"))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("key: ") && problem.contains("16 bytes"))
                .anyMatch(problem -> problem.startsWith("regions[1]: ") && problem.contains("XX"))
                .noneMatch(problem -> problem.contains("short"));
        assertThat(problems("{ key: long-enough-for-anybody, regions: [US, FR] }"))
                .isEmpty();
    }

    @Test
    void has_nothing_to_say_of_names_that_are_there() {
        assertThat(problems("{ entities: [all], recogniser: { classifier: presidio } }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a)\\\\1", "a(?=b)", "(a"})
    void refuses_patterns_that_cannot_be_linear_and_says_where(String pattern) {
        String config = "custom:\n  - name: project\n    patterns: [\"" + pattern + "\"]\n";

        assertThatThrownBy(() -> problems(config))
                .hasMessageContaining("redact.yaml:2")
                .hasMessageContaining("linear time");
    }

    @Test
    void takes_what_is_named_sooner_than_what_all_stands_for_but_for_secrets() {
        RedactConfig config = ConfigDocument.parse(
                        "redact.yaml",
                        "entities: [all, email, { name: all, threshold: 0.4 }]",
                        Environment.of(Map.of(), Map.of()))
                .bind(RedactConfig.class);
        Entity email = entity("email");
        Entity password = entity("password");

        assertThat(config.entities()).extracting(rule -> rule.least(email)).containsExactly(0.6, 0.3, 0.4);
        assertThat(config.entities()).extracting(rule -> rule.least(password)).containsExactly(0.3, 0.3, 0.4);
    }

    private static Entity entity(String name) {
        return Detectors.CATALOGUE.named(name).getFirst();
    }

    private static List<String> problems(String yaml) {
        RedactConfig config = ConfigDocument.parse("redact.yaml", yaml, Environment.of(Map.of(), Map.of()))
                .bind(RedactConfig.class);
        FakeCheckContext beside = new FakeCheckContext().withClassifiers("presidio");
        new RedactFactory().check(config, beside);
        return beside.problems();
    }
}
