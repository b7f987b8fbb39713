package dev.sluice.plugins.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.testkit.FakeCheckContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    void has_nothing_to_say_of_names_that_are_there() {
        assertThat(problems("{ entities: [all], recogniser: { classifier: presidio } }"))
                .isEmpty();
    }

    private static List<String> problems(String yaml) {
        RedactConfig config = ConfigDocument.parse("redact.yaml", yaml, Environment.of(Map.of(), Map.of()))
                .bind(RedactConfig.class);
        FakeCheckContext beside = new FakeCheckContext().withClassifiers("presidio");
        new RedactFactory().check(config, beside);
        return beside.problems();
    }
}
