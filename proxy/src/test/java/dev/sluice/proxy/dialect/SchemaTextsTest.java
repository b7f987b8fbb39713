package dev.sluice.proxy.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Prompt;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tools take is told to the model in words, which filters see in every dialect that has tools. */
class SchemaTextsTest {

    private static final String SCHEMA = """
            {"type": "object", "title": "SECRET t", "properties": {
              "description": {"type": "string", "description": "SECRET d", "enum": ["SECRET e", 1.50], "default": "SECRET f"},
              "to": {"type": "array", "items": {"anyOf": [{"const": "SECRET c"}, {"examples": [{"SECRETS": "SECRET x"}]}]}}},
             "required": ["description"]}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai|chat-completions|{\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": SCHEMA}}]}",
                "openai|chat-completions|{\"functions\": [{\"name\": \"f\", \"parameters\": SCHEMA}]}",
                "openai|responses|{\"tools\": [{\"type\": \"function\", \"name\": \"f\", \"parameters\": SCHEMA}]}",
                "anthropic|messages|{\"tools\": [{\"name\": \"f\", \"input_schema\": SCHEMA}]}",
                "gemini|generate-content|{\"tools\": [{\"functionDeclarations\": [{\"name\": \"f\", \"parameters\": SCHEMA}]}]}",
                "gemini|generate-content|{\"tools\": {\"function_declarations\": {\"name\": \"f\", \"parameters_json_schema\": SCHEMA}}}",
                "bedrock|converse|{\"toolConfig\": {\"tools\": [{\"toolSpec\": {\"name\": \"f\", \"inputSchema\": {\"json\": SCHEMA}}}]}}",
                "cohere|chat|{\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": SCHEMA}}]}",
                "ollama|chat|{\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": SCHEMA}}]}",
            })
    void filtersSeeWhatToolsTakeAndChangeThatAlone(String dialect, String endpoint, String form) {
        // given
        String body = form.replace("SCHEMA", SCHEMA);
        Prompt prompt = lens(dialect, endpoint).read((Obj) Json.parse(Buffer.buffer(body)));
        List<String> seen = new ArrayList<>();
        // when
        Prompt same = prompt.mapText((role, kind, text) -> {
            seen.add(kind + " " + text);
            return text;
        });
        Prompt changed = prompt.mapText((role, kind, text) -> text.replace("SECRET", "public"));
        // then
        assertThat(seen)
                .containsExactly(
                        "TOOL_DESCRIPTION SECRET t",
                        "TOOL_DESCRIPTION SECRET d",
                        "TOOL_DESCRIPTION SECRET e",
                        "TOOL_DESCRIPTION SECRET f",
                        "TOOL_DESCRIPTION SECRET c",
                        "TOOL_DESCRIPTION SECRET x");
        assertThat(same).isSameAs(prompt);
        assertThat(changed.json()).hasToString(body.replace("SECRET ", "public "));
    }

    @Test
    void filtersSeeWhoSpeaksButNotWhichToolAnswers() {
        String body = """
                {"messages": [{"role": "user", "name": "SECRET u", "content": "hi"}, {"role": "tool", "name": "SECRET f", "content": "r"}]}""";
        List<String> seen = new ArrayList<>();

        lens("openai", "chat-completions")
                .read((Obj) Json.parse(Buffer.buffer(body)))
                .mapText((role, kind, text) -> {
                    seen.add(role + " " + kind + " " + text);
                    return text;
                });

        assertThat(seen).containsExactly("USER CONTENT SECRET u", "USER CONTENT hi", "TOOL TOOL_RESULT r");
    }

    private static PromptLens lens(String dialect, String endpoint) {
        return Dialects.builtIn().all().stream()
                .filter(each -> each.name().equals(dialect))
                .flatMap(each -> each.endpoints().stream())
                .filter(each -> each.name().equals(endpoint))
                .map(Endpoint::promptLens)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }
}
