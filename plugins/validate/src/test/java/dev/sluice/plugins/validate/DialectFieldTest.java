package dev.sluice.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.validate.ValidateConfig.NumberRule;
import dev.sluice.plugins.validate.ValidateConfig.ParameterRules;
import dev.sluice.proxy.dialect.Dialects;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters are called as the client's dialect calls them. */
class DialectFieldTest {

    private static final NumberRule REQUIRED = new NumberRule(true, null, null);
    private static final NumberRule SMALL = new NumberRule(false, null, 0.25);

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "openai, chat-completions, max_completion_tokens, temperature, top_p, n",
        "openai, completions, max_tokens, temperature, top_p, n",
        "openai, responses, max_output_tokens, temperature, top_p, n",
        "anthropic, messages, max_tokens, temperature, top_p, choices",
        "gemini, generate-content, generationConfig.maxOutputTokens, generationConfig.temperature,"
                + " generationConfig.topP, generationConfig.candidateCount",
        "cohere, chat, max_tokens, temperature, p, choices",
        "ollama, chat, options.num_predict, options.temperature, options.top_p, choices",
        "bedrock, converse, inferenceConfig.maxTokens, inferenceConfig.temperature, inferenceConfig.topP, choices"
    })
    void namesWhatIsMissing(String dialect, String endpoint, String tokens, String heat, String mass, String choices) {
        ParameterRules rules = new ParameterRules(REQUIRED, REQUIRED, REQUIRED, REQUIRED);

        String told = told(dialect, endpoint, rules, "{}");

        assertThat(told)
                .contains(
                        tokens + ": expected a number",
                        heat + ": expected a number",
                        mass + ": expected a number",
                        choices + ": expected a number");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "openai | chat-completions | {\"max_tokens\":7} | max_tokens",
                "openai | chat-completions | {\"max_completion_tokens\":7} | max_completion_tokens",
                "gemini | generate-content | {\"generationConfig\":{\"maxOutputTokens\":7}} |"
                        + " generationConfig.maxOutputTokens",
                "gemini | generate-content | {\"generation_config\":{\"max_output_tokens\":7}} |"
                        + " generation_config.max_output_tokens"
            })
    void namesWhatIsTooLargeAsItWasWritten(String dialect, String endpoint, String body, String field) {
        ParameterRules rules = new ParameterRules(SMALL, null, null, null);

        assertThat(told(dialect, endpoint, rules, body)).contains(field + ": expected at most 0.25, found 7");
    }

    private static String told(String dialect, String name, ParameterRules rules, String body) {
        Endpoint endpoint = Dialects.builtIn().all().stream()
                .filter(known -> known.name().equals(dialect))
                .flatMap(known -> known.endpoints().stream())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        Violations found = new Violations();
        Obj document = (Obj) Json.parse(Buffer.buffer(body));
        ParameterCheck.all(rules)
                .forEach(check -> check.on(endpoint.promptLens().read(document), found));
        return found.error().message();
    }
}
