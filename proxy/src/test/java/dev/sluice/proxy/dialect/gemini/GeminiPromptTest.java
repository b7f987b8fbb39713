package dev.sluice.proxy.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request says, however it is spelt. */
class GeminiPromptTest {

    private static final String CAMEL = """
            {"systemInstruction": {"parts": [{"text": "SECRET s"}]},
             "contents": [
              {"role": "user", "parts": [{"text": "SECRET u"}, {"inlineData": {"mimeType": "image/png", "data": "iVBO"}}]},
              {"role": "model", "parts": [{"text": "SECRET t", "thought": true},
                {"functionCall": {"id": "c1", "name": "find", "args": {"q": "SECRET a", "n": 1.0}}, "thoughtSignature": "c2ln"}]},
              {"role": "user", "parts": [{"functionResponse": {"id": "c1", "name": "find", "response": {"output": ["SECRET r", {"x": "SECRET r"}]}}}]},
              {"role": "model", "parts": [{"executableCode": {"language": "PYTHON", "code": "SECRET c"}},
                {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "SECRET o"}}]}],
             "tools": [{"functionDeclarations": [{"name": "find", "description": "SECRET d", "parameters": {"type": "OBJECT", "properties": {"q": {"type": "STRING"}}}}]}],
             "generationConfig": {"maxOutputTokens": "100", "temperature": 0.5, "stopSequences": ["END"], "responseSchema": {"type": "STRING", "nullable": true}}}""";
    private static final String SNAKE = """
            {"system_instruction": {"parts": {"text": "SECRET s"}},
             "contents": [
              {"role": "user", "parts": [{"text": "SECRET u"}, {"inline_data": {"mime_type": "image/png", "data": "iVBO"}}]},
              {"role": "model", "parts": [{"text": "SECRET t", "thought": true},
                {"function_call": {"id": "c1", "name": "find", "args": {"q": "SECRET a", "n": 1.0}}, "thought_signature": "c2ln"}]},
              {"role": "user", "parts": [{"function_response": {"id": "c1", "name": "find", "response": {"output": ["SECRET r", {"x": "SECRET r"}]}}}]},
              {"role": "model", "parts": [{"executable_code": {"language": "PYTHON", "code": "SECRET c"}},
                {"code_execution_result": {"outcome": "OUTCOME_OK", "output": "SECRET o"}}]}],
             "tools": {"function_declarations": {"name": "find", "description": "SECRET d", "parameters": {"type": "OBJECT", "properties": {"q": {"type": "STRING"}}}}},
             "generation_config": {"max_output_tokens": 100, "temperature": 0.5, "stop_sequences": ["END"], "response_schema": {"type": "STRING", "nullable": true}}}""";

    private static Prompt read(String body) {
        return new Request(new GenerateShape(), false).read((Obj) Json.parse(Buffer.buffer(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {CAMEL, SNAKE})
    void everyTextIsSeenWithWhatItIs(String body) {
        List<String> seen = new ArrayList<>();

        read(body).mapText((role, kind, text) -> {
            seen.add(role + " " + kind + " " + text);
            return text;
        });

        assertThat(seen)
                .containsExactly(
                        "SYSTEM CONTENT SECRET s",
                        "USER CONTENT SECRET u",
                        "ASSISTANT REASONING SECRET t",
                        "ASSISTANT TOOL_ARGUMENTS {\"q\": \"SECRET a\", \"n\": 1.0}",
                        "TOOL TOOL_RESULT SECRET r",
                        "TOOL TOOL_RESULT SECRET r",
                        "ASSISTANT TOOL_INPUT SECRET c",
                        "TOOL TOOL_RESULT SECRET o",
                        "SYSTEM TOOL_DESCRIPTION SECRET d");
    }

    @ParameterizedTest
    @ValueSource(strings = {CAMEL, SNAKE})
    void aRewriteChangesTheTextsAndNothingElse(String body) {
        Prompt mapped = read(body).mapText((role, kind, text) -> text.replace("SECRET", "public"));

        assertThat(mapped.json()).hasToString(body.replace("SECRET", "public"));
    }

    @ParameterizedTest
    @ValueSource(strings = {CAMEL, SNAKE})
    void partsAndParametersAreRead(String body) {
        Prompt prompt = read(body);

        assertThat(prompt.messages())
                .extracting(Message::role)
                .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
        assertThat(prompt.messages().get(1).parts().get(1))
                .isEqualTo(new Part.Media(Part.Media.Kind.IMAGE, "image/png", null, 4));
        assertThat(prompt.messages().get(2).parts().get(1)).isInstanceOf(Part.ToolCall.class);
        assertThat(prompt.parameters().maxOutputTokens()).isEqualTo(100);
        assertThat(prompt.parameters().stop()).containsExactly("END");
        assertThat(prompt.parameters().responseSchema()).hasToString("{\"type\": [\"string\",\"null\"]}");
        assertThat(prompt.tools().getFirst().parameters())
                .hasToString("{\"type\": \"object\", \"properties\": {\"q\": {\"type\": \"string\"}}}");
    }

    @Test
    void parametersAreWrittenInTheSpellingThatIsThere() {
        Prompt prompt = read("{\"generation_config\":{\"max_output_tokens\":100}}");

        Prompt changed = prompt.with(prompt.parameters().withMaxOutputTokens(7).withTemperature(0.25));

        assertThat(changed.json())
                .hasToString("{\"generation_config\":{\"max_output_tokens\":7,\"temperature\":0.25}}");
    }

    @Test
    void messagesAreAddedWhereTheyBelong() {
        Prompt prompt = read("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]},"
                + "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]},"
                + "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"f\"}}]}]}");

        Prompt more = prompt.plus(Message.of(Role.SYSTEM, "Be brief."), Place.FIRST)
                .plus(Message.of(Role.USER, "Context"), Place.BEFORE_LAST_USER);

        assertThat(more.json().at("/systemInstruction/parts/0/text")).hasToString("\"Be brief.\"");
        assertThat(more.messages())
                .extracting(Message::role)
                .containsExactly(Role.SYSTEM, Role.USER, Role.USER, Role.ASSISTANT, Role.TOOL);
        assertThat(more.messages().get(1).text()).isEqualTo("Context");
    }

    @Test
    void embeddingsAreInputs() {
        Prompt prompt = new Request(NestedShape.EMBED, true)
                .read((Obj) Json.parse(Buffer.buffer("{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},"
                        + "{\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}")));
        List<TextKind> kinds = new ArrayList<>();

        prompt.mapText((role, kind, text) -> {
            kinds.add(kind);
            return text;
        });

        assertThat(prompt.messages()).extracting(Message::text).containsExactly("a", "b");
        assertThat(kinds).containsExactly(TextKind.CONTENT, TextKind.CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"contents\":3,\"tools\":\"x\",\"generationConfig\":[]}",
                "{\"contents\":[null,{\"parts\":7},{\"parts\":[[],{\"functionCall\":1},{\"text\":2}]}],\"tools\":[{\"functionDeclarations\":[null]}]}",
                "{\"generationConfig\":{\"maxOutputTokens\":1e99,\"temperature\":\"hot\",\"stopSequences\":[1]}}"
            })
    void documentsOfAnyShapeCanBeLookedAt(String body) {
        Prompt prompt = read(body);

        assertThat(prompt.messages()).isNotNull();
        assertThat(prompt.tools()).isNotNull();
        assertThat(prompt.parameters().maxOutputTokens()).isNull();
        assertThat(prompt.mapText((role, kind, text) -> text + "!").json()).isNotNull();
    }
}
