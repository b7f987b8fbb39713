package dev.sluice.proxy.dialect.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests to Ollama say. */
class OllamaPromptTest {

    private static final String CHAT = """
            {"model": "m", "messages": [{"role": "system", "content": "SECRET s"}, {"role": "user", "content": "SECRET u", "images": ["iVBO"]},
             {"role": "assistant", "content": "", "thinking": "SECRET t", "tool_calls": [{"function": {"name": "f", "arguments": {"q": "SECRET a", "n": 1.0}}}]},
             {"role": "tool", "tool_name": "f", "content": "SECRET r"}],
             "tools": [{"type": "function", "function": {"name": "f", "description": "SECRET d", "parameters": {"type": "object"}}}],
             "options": {"num_predict": 100, "temperature": 0.5, "stop": "END"}, "format": {"type": "string"}, "x": 1e0}""";

    private static Prompt read(String endpoint, String body) {
        Endpoint found = new OllamaDialect()
                .endpoints().stream()
                        .filter(known -> known.name().equals(endpoint))
                        .findFirst()
                        .orElseThrow();
        return Objects.requireNonNull(found.promptLens()).read((Obj) Json.parse(Buffer.buffer(body)));
    }

    @Test
    void everyTextIsSeenWithWhatItIs() {
        List<String> seen = new ArrayList<>();

        read("chat", CHAT).mapText((role, kind, text) -> {
            seen.add(role + " " + kind + " " + text);
            return text;
        });

        assertThat(seen)
                .containsExactly(
                        "SYSTEM CONTENT SECRET s",
                        "USER CONTENT SECRET u",
                        "ASSISTANT CONTENT ",
                        "ASSISTANT REASONING SECRET t",
                        "ASSISTANT TOOL_ARGUMENTS {\"q\": \"SECRET a\", \"n\": 1.0}",
                        "TOOL TOOL_RESULT SECRET r",
                        "SYSTEM TOOL_DESCRIPTION SECRET d");
    }

    @Test
    void aRewriteChangesTheTextsAndNothingElse() {
        Prompt mapped = read("chat", CHAT).mapText((role, kind, text) -> text.replace("SECRET", "public"));

        assertThat(mapped.json()).hasToString(CHAT.replace("SECRET", "public"));
    }

    @Test
    void partsAndParametersAreRead() {
        Prompt prompt = read("chat", CHAT);

        assertThat(prompt.messages().get(1).parts()).contains(new Part.Media(Part.Media.Kind.IMAGE, null, null, 4));
        assertThat(prompt.messages().get(3).parts()).containsExactly(new Part.ToolResult("f", "SECRET r"));
        assertThat(prompt.parameters().maxOutputTokens()).isEqualTo(100);
        assertThat(prompt.parameters().stop()).containsExactly("END");
        assertThat(prompt.parameters().responseSchema()).isNotNull();
        assertThat(prompt.tools().getFirst().description()).isEqualTo("SECRET d");
    }

    @Test
    void parametersAreOptions() {
        Prompt prompt = read("chat", "{\"options\":{\"num_predict\":-1,\"num_ctx\":7}}");

        Prompt changed = prompt.with(prompt.parameters().withMaxOutputTokens(9).withTemperature(0.25));

        assertThat(prompt.parameters().maxOutputTokens()).isNull();
        assertThat(changed.json()).hasToString("{\"options\":{\"num_predict\":9,\"num_ctx\":7,\"temperature\":0.25}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat | {\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]} | USER | LAST | {\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"user\",\"content\":\"More\"}]}",
                "chat | {\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]} | SYSTEM | FIRST | {\"messages\":[{\"role\":\"system\",\"content\":\"More\"},{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "chat | {\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]} | ASSISTANT | BEFORE_LAST_USER | {\"messages\":[{\"role\":\"assistant\",\"content\":\"More\"},{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "generate | {\"prompt\":\"Hi\"} | SYSTEM | FIRST | {\"prompt\":\"Hi\",\"system\":\"More\"}",
                "generate | {\"prompt\":\"Hi\"} | USER | BEFORE_LAST_USER | {\"prompt\":\"More\\nHi\"}",
                "generate | {\"prompt\":\"Hi\"} | USER | LAST | {\"prompt\":\"Hi\\nMore\"}",
                "embed | {\"input\":\"Hi\"} | USER | LAST | {\"input\":[\"Hi\",\"More\"]}",
                "embed | {\"input\":[\"Hi\"]} | USER | FIRST | {\"input\":[\"More\",\"Hi\"]}",
                "embeddings | {} | USER | FIRST | {\"prompt\":\"More\"}"
            })
    void wordsAreAddedWhereTheyBelong(String endpoint, String body, Role role, Place place, String expected) {
        Prompt more = read(endpoint, body).plus(Message.of(role, "More"), place);

        assertThat(more.json()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "generate | {\"system\":\"a\",\"prompt\":\"b\",\"suffix\":\"c\"} | {\"system\":\"a!\",\"prompt\":\"b!\",\"suffix\":\"c!\"}",
                "embed | {\"input\":[\"a\",1,\"b\"]} | {\"input\":[\"a!\",1,\"b!\"]}",
                "embed | {\"input\":\"a\"} | {\"input\":\"a!\"}",
                "embeddings | {\"prompt\":\"a\"} | {\"prompt\":\"a!\"}",
                "chat | {\"messages\":[null,{\"tool_calls\":[{\"function\":3}]},{\"content\":7}],\"tools\":[1]} | {\"messages\":[null,{\"tool_calls\":[{\"function\":3}]},{\"content\":7}],\"tools\":[1]}"
            })
    void otherRequestsAreReadToo(String endpoint, String body, String expected) {
        Prompt prompt = read(endpoint, body);

        assertThat(prompt.messages()).isNotNull();
        assertThat(prompt.tools()).isNotNull();
        assertThat(prompt.mapText((role, kind, text) -> text + "!").json()).hasToString(expected);
    }
}
