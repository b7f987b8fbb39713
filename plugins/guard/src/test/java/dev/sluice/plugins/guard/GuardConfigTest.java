package dev.sluice.plugins.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.plugins.guard.GuardConfig.InputAction;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.testkit.FakeCheckContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardConfigTest {

    @Test
    void looksForInjectionByDefault() {
        GuardConfig config = bind("{}");

        assertThat(config.output()).isEmpty();
        assertThat(config.input()).singleElement().satisfies(rule -> {
            assertThat(rule.check()).isEqualTo(new Check.Injection(0.7, 0.5));
            assertThat(rule.action()).isEqualTo(InputAction.BLOCK);
        });
    }

    @Test
    void readsRulesAsTheyAreDocumented() {
        GuardConfig config = bind("""
                output:
                  - check: { words: [acme] }
                    action: replace
                  - { check: { urls: { allow: [example.com], images-only: true } } }
                  - { check: refusal, mode: observe }
                  - { check: { language: [en, de] }, shadow: true }
                """);

        assertThat(config.output())
                .extracting(GuardConfig.OutputRule::action)
                .containsExactly(OutputAction.REPLACE, OutputAction.BLOCK, OutputAction.FINISH, OutputAction.BLOCK);
        assertThat(config.output().getFirst().replacement()).isEqualTo("[removed]");
        assertThat(config.output().get(2).mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void saysWhereARuleCannotBeKept() {
        assertThatThrownBy(() -> bind("output: [ { check: { patterns: ['(a)\\1'] } } ]"))
                .hasMessageContaining("linear time");
    }

    @Test
    void saysWhereAClassifierIsNamedThatIsNotThere() {
        GuardConfig config = bind("""
                input: [ { check: { classifier: toxicity } }, { check: { classifier: toxicty } } ]
                output: [ { check: refusal }, { check: { classifier: { name: harm, window: 100 } } } ]
                """);
        FakeCheckContext beside = new FakeCheckContext().withClassifiers("toxicity");

        new GuardFactory().check(config, beside);

        assertThat(beside.problems())
                .hasSize(2)
                .anyMatch(problem ->
                        problem.startsWith("input[1].check.classifier.name: ") && problem.contains("toxicty"))
                .anyMatch(
                        problem -> problem.startsWith("output[1].check.classifier.name: ") && problem.contains("harm"));
    }

    private static GuardConfig bind(String yaml) {
        return ConfigDocument.parse("guard.yaml", yaml, Environment.of(Map.of(), Map.of()))
                .bind(GuardConfig.class);
    }
}
