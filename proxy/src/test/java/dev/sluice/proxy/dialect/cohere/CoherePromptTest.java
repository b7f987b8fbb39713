package dev.sluice.proxy.dialect.cohere;

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

/** What requests to Cohere say. */
class CoherePromptTest {

    private static final String CHAT = """
            {"model": "m", "documents": ["SECRET p", {"id": "d", "data": {"text": "SECRET q"}}],
             "messages": [{"role": "system", "content": "SECRET s"},
             {"role": "user", "content": [{"type": "text", "text": "SECRET u"}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}]},
             {"role": "assistant", "tool_plan": "SECRET t", "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{\\"q\\": \\"SECRET a\\"}"}}]},
             {"role": "tool", "tool_call_id": "c", "content": [{"type": "document", "document": {"data": "SECRET r"}}]},
             {"role": "assistant", "content": [{"type": "thinking", "thinking": "SECRET k"}, {"type": "text", "text": "SECRET v"}]}],
             "tools": [{"type": "function", "function": {"name": "f", "description": "SECRET d"}}],
             "max_tokens": 100, "p": 0.5, "stop_sequences": ["END"], "response_format": {"type": "json_object", "json_schema": {"type": "string"}}, "x": 1e0}""";

    private static Prompt read(String endpoint, String body) {
        Endpoint found = new CohereDialect()
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
                        "TOOL CONTENT SECRET p",
                        "TOOL CONTENT SECRET q",
                        "SYSTEM CONTENT SECRET s",
                        "USER CONTENT SECRET u",
                        "ASSISTANT CONTENT SECRET t",
                        "ASSISTANT TOOL_ARGUMENTS {\"q\": \"SECRET a\"}",
                        "TOOL TOOL_RESULT SECRET r",
                        "ASSISTANT REASONING SECRET k",
                        "ASSISTANT CONTENT SECRET v",
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

        assertThat(prompt.messages())
                .extracting(Message::role)
                .containsExactly(
                        Role.TOOL, Role.TOOL, Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
        assertThat(prompt.messages().get(3).parts().get(1))
                .isEqualTo(new Part.Media(Part.Media.Kind.IMAGE, "image/png", null, 26));
        assertThat(prompt.messages().get(5).parts()).containsExactly(new Part.ToolResult("c", "SECRET r"));
        assertThat(prompt.parameters().maxOutputTokens()).isEqualTo(100);
        assertThat(prompt.parameters().topP()).isEqualTo(0.5);
        assertThat(prompt.parameters().responseSchema()).isNotNull();
    }

    @Test
    void parametersAreWritten() {
        Prompt prompt = read("chat", "{\"max_tokens\":100}");

        Prompt changed = prompt.with(prompt.parameters().withMaxOutputTokens(7).withTemperature(0.25));

        assertThat(changed.json()).hasToString("{\"max_tokens\":7,\"temperature\":0.25}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat | {\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]} | SYSTEM | FIRST | {\"messages\":[{\"role\":\"system\",\"content\":\"More\"},{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "chat | {\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]} | ASSISTANT | BEFORE_LAST_USER | {\"messages\":[{\"role\":\"assistant\",\"content\":\"More\"},{\"role\":\"user\",\"content\":\"Hi\"}]}",
                "chat | {} | USER | LAST | {\"messages\":[{\"role\":\"user\",\"content\":\"More\"}]}",
                "embed | {\"texts\":[\"Hi\"]} | USER | FIRST | {\"texts\":[\"More\",\"Hi\"]}",
                "rerank | {\"query\":\"Hi\",\"documents\":[\"a\"]} | USER | LAST | {\"query\":\"Hi\\nMore\",\"documents\":[\"a\"]}",
                "rerank | {\"query\":\"Hi\",\"documents\":[\"a\"]} | SYSTEM | LAST | {\"query\":\"Hi\",\"documents\":[\"a\",\"More\"]}"
            })
    void wordsAreAddedWhereTheyBelong(String endpoint, String body, Role role, Place place, String expected) {
        Prompt more = read(endpoint, body).plus(Message.of(role, "More"), place);

        assertThat(more.json()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "embed | {\"texts\":[\"a\"],\"inputs\":[{\"content\":[{\"type\":\"text\",\"text\":\"b\"}]}],\"images\":[\"data:x\"]} | {\"texts\":[\"a!\"],\"inputs\":[{\"content\":[{\"type\":\"text\",\"text\":\"b!\"}]}],\"images\":[\"data:x\"]}",
                "rerank | {\"query\":\"a\",\"documents\":[\"b\",{\"text\":\"c\"}]} | {\"query\":\"a!\",\"documents\":[\"b!\",{\"text\":\"c!\"}]}",
                "chat | {\"messages\":[null,{\"content\":[3]},{\"tool_calls\":[{\"function\":3}]}],\"documents\":[1],\"tools\":[1]} | {\"messages\":[null,{\"content\":[3]},{\"tool_calls\":[{\"function\":3}]}],\"documents\":[1],\"tools\":[1]}"
            })
    void otherRequestsAreReadToo(String endpoint, String body, String expected) {
        Prompt prompt = read(endpoint, body);

        assertThat(prompt.messages()).isNotNull();
        assertThat(prompt.tools()).isNotNull();
        assertThat(prompt.mapText((role, kind, text) -> text + "!").json()).hasToString(expected);
    }
}
