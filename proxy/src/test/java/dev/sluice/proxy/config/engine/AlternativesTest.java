package dev.sluice.proxy.config.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several variables for one value: the first that is set, and not empty, counts. */
class AlternativesTest {

    private static Environment environment(Map<String, String> variables) {
        return new Environment() {
            @Override
            public Optional<String> variable(String name) {
                return Optional.ofNullable(variables.get(name));
            }

            @Override
            public String file(String path) {
                throw new AssertionError("Expected no file to be read but found " + path);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 1", "'', 2, 2", ", 2, 2", "1, , 1", ", , 3"})
    void theFirstThatIsSetCounts(String one, String other, String expected) {
        Map<String, String> variables = new java.util.HashMap<>();
        variables.put("ONE", one);
        variables.put("OTHER", other);

        Interpolation.Resolved resolved = Interpolation.parse("${ONE|OTHER:-3}").resolve(environment(variables));

        assertThat(resolved.text()).isEqualTo(expected);
    }

    @Test
    void whereNoneIsSetAllAreNamed() {
        Interpolation.Resolved resolved = Interpolation.parse("${ONE|OTHER}").resolve(environment(Map.of()));

        assertThat(resolved.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).contains("ONE|OTHER"));
    }
}
