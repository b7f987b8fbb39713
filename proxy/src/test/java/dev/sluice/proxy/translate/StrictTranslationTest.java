package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.testing.FakeProvider;
import dev.sluice.proxy.testing.Message;
import dev.sluice.proxy.testing.ProxyHarness;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chats of OpenAI's, to providers of other dialects that take nothing that would be lost. */
class StrictTranslationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anthropic | 'user':'u'",
                "anthropic | 'response_format':{'type':'text'}",
                "anthropic | 'frequency_penalty':0,'presence_penalty':0.0,'logit_bias':{},'n':1,'logprobs':false",
                "anthropic | 'tool_choice':'auto','parallel_tool_calls':true,'service_tier':'auto','store':false",
                "anthropic | 'temperature':1.5",
                "bedrock | 'response_format':{'type':'text'},'service_tier':'default','parallel_tool_calls':true",
                "gemini | SCHEMA,'service_tier':'auto'",
                "gemini | 'tools':[TOOL],'parallel_tool_calls':true",
                "cohere | SCHEMA,'tool_choice':'auto'",
                "cohere | 'tools':[TOOL],'parallel_tool_calls':true",
                "ollama | SCHEMA,'tool_choice':'auto','tools':[TOOL]",
                "ollama | 'verbosity':'medium','service_tier':'default'",
            })
    void whatArrivesOrHappensAnywayIsNoLoss(String dialect, String more) throws IOException {
        Message reply = ask(dialect, "strict", more);

        assertThat(reply.status()).as(reply.body()).isEqualTo(502); // It was sent, and answered in no dialect.
    }

    @ParameterizedTest
    @CsvSource({"anthropic, max_tokens", "gemini, response_format.name"})
    void whatWasFilledInOrSaidOtherwiseIsAWarning(String dialect, String field) throws IOException {
        Message reply = ask(dialect, "strict", "SCHEMA");

        assertThat(reply.all("x-sluice-warning")).anyMatch(warning -> warning.startsWith(field + ": "));
    }

    @Test
    void whatHappensAnywayIsNoWarning() throws IOException {
        Message reply = ask("cohere", "warn", "'tool_choice':'auto','n':1,'parallel_tool_calls':true");

        assertThat(reply.all("x-sluice-warning")).isEmpty();
    }

    @Test
    void allThatWouldBeLostIsNamedAtOnce() throws IOException {
        Message reply = ask("anthropic", "strict", "'seed':7,'logit_bias':{'1':2},'frequency_penalty':0.5,'n':2");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("seed: ", "logit_bias: ", "frequency_penalty: ", "n: ");
        assertThat(reply.body()).doesNotContain("max_tokens");
    }

    @Test
    void warningsBeyondTheEighthAreCountedAndNamed() throws IOException {
        StringBuilder more = new StringBuilder("'seed':7");
        for (int i = 0; i < 11; i++) {
            more.append(",'new_field_").append(i).append("':true");
        }

        Message reply = ask("cohere", "warn", more.toString());

        assertThat(reply.all("x-sluice-warning"))
                .hasSize(9)
                .last()
                .asString()
                .isEqualTo("and 3 more: new_field_8, new_field_9, new_field_10");
    }

    private static Message ask(String dialect, String policy, String more) throws IOException {
        String schema = "'response_format':{'type':'json_schema','json_schema':{'name':'s','strict':true,"
                + "'schema':{'type':'object'}}}";
        String tool = "{'type':'function','function':{'name':'f','parameters':{'type':'object'},'strict':false}}";
        String body = "{'model':'of/m','messages':[{'role':'user','content':'Hi'}]," + more + "}";
        String config = "version: 1\nserver: {listen: '127.0.0.1:0'}\nproviders:\n  of: {dialect: " + dialect
                + ", base-url: 'http://127.0.0.1:%d', api-key: k, region: us-east-1, translate: " + policy + "}\n";
        try (FakeProvider provider = FakeProvider.answering(FakeProvider.json("{}"));
                ProxyHarness proxy = ProxyHarness.of(config.formatted(provider.port()))) {
            return proxy.chat(
                    body.replace("SCHEMA", schema).replace("TOOL", tool).replace('\'', '"'));
        }
    }
}
