package dev.sluice.plugins.route.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.Headers;
import dev.sluice.plugins.route.choose.Ask;
import dev.sluice.testkit.FakeCalls;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    private static final Call CALL = FakeCalls.chat()
            .whole("word ".repeat(100))
            .withCaller(new Caller("acme", "k1", Map.of("plan", "gold")))
            .withHeaders(Headers.of("X-Team", "search").with("authorization", "Bearer secret"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt.tokens > 100",
                "caller.labels.plan == 'gold' && caller.tenant == 'acme'",
                "headers['x-team'] == 'search'",
                "model.startsWith('fake-')",
                "!('authorization' in headers)",
                "time.hour == 14 && time.weekday == 7",
                "operation == 'chat' && !streamed && !prompt.tools && !prompt.schema",
                "has(caller.labels.plan) && !has(caller.labels.region)",
                "prompt.max_output == 0 && !('image' in prompt.media) && caller.key == 'k1' && time.minute == 30"
            })
    void holds(String expression) {
        assertThat(evaluated(expression)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"caller.labels.region == 'eu'", "headers['x-none'] == 'a'", "prompt.tokens > 100000"})
    void doesNotHold(String expression) {
        assertThat(evaluated(expression)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prompt.tokens >", "modle == 'a'", "model", "model == 3", "prompt.tokns > 3", "prompt.tools > 3"
            })
    void refusesWhatIsNoCondition(String expression) {
        assertThatThrownBy(() -> Expression.of(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a CEL expression that is true or false, found '" + expression + "'");
    }

    private static boolean evaluated(String expression) {
        Variables variables = new Variables(new Ask(CALL, 0), () -> Instant.parse("2026-11-22T14:30:00Z"));
        return Expression.of(expression).holds(variables);
    }
}
