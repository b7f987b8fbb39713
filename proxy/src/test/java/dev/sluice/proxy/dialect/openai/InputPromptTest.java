package dev.sluice.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.LensedPrompt;
import dev.sluice.proxy.dialect.PromptShape;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputPromptTest {

    private static final PromptShape RESPONSES = new ResponsesShape("input");

    private static Prompt prompt(PromptShape shape, String body) {
        return new LensedPrompt((Obj) Json.parse(Buffer.buffer(body)), shape);
    }

    private static String upper(PromptShape shape, String body) {
        return prompt(shape, body)
                .mapText((role, kind, text) -> text.toUpperCase(java.util.Locale.ROOT))
                .json()
                .toString();
    }

    @Test
    void mapsTextsAndLeavesTokensAlone() {
        assertThat(upper(InputShape.COMPLETIONS, "{\"prompt\":\"a\",\"suffix\":\"z\"}"))
                .isEqualTo("{\"prompt\":\"A\",\"suffix\":\"Z\"}");
        assertThat(upper(InputShape.COMPLETIONS, "{\"prompt\":[\"a\", \"b\"]}"))
                .isEqualTo("{\"prompt\":[\"A\", \"B\"]}");
        assertThat(upper(InputShape.INPUT, "{\"input\":[[1, 2],[3]]}")).isEqualTo("{\"input\":[[1, 2],[3]]}");
        assertThat(upper(InputShape.INPUT, "{\"input\":[{\"type\":\"text\",\"text\":\"a\"}]}"))
                .isEqualTo("{\"input\":[{\"type\":\"text\",\"text\":\"A\"}]}");
        assertThat(upper(InputShape.SPEECH, "{\"voice\":\"v\",\"input\":\"a\"}"))
                .isEqualTo("{\"voice\":\"v\",\"input\":\"A\"}");
    }

    @Test
    void inputsAreTheUsersMessages() {
        assertThat(prompt(InputShape.INPUT, "{\"input\":[\"a\",\"b\"]}").messages())
                .containsExactly(Message.of(Role.USER, "a"), Message.of(Role.USER, "b"));
        assertThat(prompt(InputShape.INPUT, "{\"input\":[1,2]}").messages()).isEmpty();
    }

    @Test
    void aCompletionGoesOnAfterWhatIsAdded() {
        Prompt prompt = prompt(InputShape.COMPLETIONS, "{\"prompt\":\"p\"}");

        assertThat(prompt.plus(Message.of(Role.SYSTEM, "x"), Place.FIRST).json())
                .hasToString("{\"prompt\":\"x\\n\\np\"}");
    }

    @Test
    void readsItems() {
        Prompt prompt = prompt(RESPONSES, """
                {"instructions":"be","input":[{"role":"user","content":[{"type":"input_text","text":"q"},
                {"type":"input_image","image_url":"https://x/y.png"}]},
                {"type":"reasoning","summary":[{"type":"summary_text","text":"s"}],"encrypted_content":"e"},
                {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
                {"type":"function_call_output","call_id":"c","output":"out"},
                {"type":"item_reference","id":"i"}]}""");

        assertThat(prompt.messages())
                .containsExactly(
                        Message.of(Role.SYSTEM, "be"),
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.Text("q"),
                                        new Part.Media(Part.Media.Kind.IMAGE, null, "https://x/y.png", 0))),
                        new Message(Role.ASSISTANT, List.of(new Part.Reasoning("s"))),
                        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "f", "{}"))),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("c", "out"))),
                        new Message(Role.ASSISTANT, List.of(new Part.Unknown("item_reference"))));
    }

    @Test
    void mapsTextsOfItemsAndNothingElse() {
        String mapped = upper(RESPONSES, """
                {"input":[{"role":"user","content":"a"},{"type":"custom_tool_call","name":"n","input":"i"},
                 {"type":"shell_call_output","output":[{"stdout":"o","outcome":{"type":"exit"}}]}],
                 "prompt":{"id":"p","variables":{"v":"w"}}, "tools":[{"type":"function","name":"f","description":"d"}]}""");

        assertThat(mapped).isEqualTo("""
                {"input":[{"role":"user","content":"A"},{"type":"custom_tool_call","name":"n","input":"I"},
                 {"type":"shell_call_output","output":[{"stdout":"O","outcome":{"type":"exit"}}]}],
                 "prompt":{"id":"p","variables":{"v":"W"}}, "tools":[{"type":"function","name":"f","description":"D"}]}""");
    }

    @Test
    void addsToInstructionsOrAmongItems() {
        Prompt prompt = prompt(RESPONSES, "{\"input\":\"caf\\u00e9\",\"instructions\":\"be\"}");

        assertThat(prompt.plus(Message.of(Role.SYSTEM, "x"), Place.FIRST).json())
                .hasToString("{\"input\":\"caf\\u00e9\",\"instructions\":\"x\\n\\nbe\"}");
        assertThat(prompt.plus(Message.of(Role.USER, "x"), Place.BEFORE_LAST_USER)
                        .json())
                .hasToString("{\"input\":[{\"role\":\"user\",\"content\":\"x\"},"
                        + "{\"role\":\"user\",\"content\":\"caf\\u00e9\"}],\"instructions\":\"be\"}");
    }

    @Test
    void writesTheSchemaIntoTheTextFormat() {
        Prompt prompt = prompt(RESPONSES, "{\"text\":{\"verbosity\":\"low\"},\"max_output_tokens\":3}");
        Obj schema = Json.object("type", "object");
        var wanted = prompt.parameters().withMaxOutputTokens(4);

        Prompt changed = prompt.with(new dev.sluice.api.prompt.Parameters(
                wanted.maxOutputTokens(), null, null, null, null, List.of(), schema));

        assertThat(changed.json())
                .hasToString("{\"text\":{\"verbosity\":\"low\",\"format\":{\"name\":\"answer\","
                        + "\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}},\"max_output_tokens\":4}");
    }

    @Test
    void readsEveryCallOfATool() {
        Prompt prompt = prompt(RESPONSES, """
                {"instructions":[{"role":"developer","content":"be"}],"input":[
                {"type":"mcp_call","id":"m","name":"f","arguments":"{}"},
                {"type":"custom_tool_call","call_id":"c","name":"g","input":"free"},
                {"type":"code_interpreter_call","id":"p","code":"1+1"},
                {"type":"reasoning","content":[{"type":"reasoning_text","text":"hm"}]},
                {"content":"untyped"}]}""");

        assertThat(prompt.messages())
                .containsExactly(
                        Message.of(Role.SYSTEM, "be"),
                        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("m", "f", "{}"))),
                        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "g", "free"))),
                        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("p", "", "1+1"))),
                        new Message(Role.ASSISTANT, List.of(new Part.Reasoning("hm"))),
                        new Message(Role.ASSISTANT, List.of(new Part.Unknown(""))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'instructions':[{'role':'developer','content':'a'}]}",
                "{'prompt':{'variables':{'v':{'type':'input_text','text':'a'}}}}",
                "{'input':[{'type':'function_call','id':'i','arguments':'a'}]}",
                "{'input':[{'type':'code_interpreter_call','id':'i','code':'a'}]}",
                "{'input':[{'type':'function_call_output','output':[{'type':'input_text','text':'a'}]}]}",
                "{'input':[{'type':'shell_call_output','output':[{'stderr':'a'}]}]}",
                "{'input':[{'type':'reasoning','summary':[{'text':'a'}],'content':[{'type':'reasoning_text','text':'a'}]}]}",
                "{'input':[{'role':'assistant','content':[{'type':'refusal','refusal':'a'}]}]}",
                "{'tools':[{'type':'mcp','server_description':'a','tools':[{'name':'n','description':'a'}]}]}"
            })
    void mapsTheTextsOfEveryShape(String body) {
        String json = body.replace('\'', '"');

        assertThat(upper(RESPONSES, json)).isEqualTo(json.replace("\"a\"", "\"A\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | SYSTEM | FIRST | {'instructions':'x'}",
                "{'instructions':[]} | SYSTEM | FIRST | {'instructions':[],'input':[{'role':'system','content':'x'}]}",
                "{'instructions':'be'} | SYSTEM | LAST | {'instructions':'be','input':[{'role':'system','content':'x'}]}",
                "{'input':[{'role':'developer','content':'be'}]} | SYSTEM | LAST | {'input':[{'role':'developer','content':'be'},{'role':'developer','content':'x'}]}",
                "{'input':[]} | ASSISTANT | LAST | {'input':[{'role':'assistant','content':'x'}]}",
                "{'input':7} | USER | FIRST | {'input':[{'role':'user','content':'x'}]}"
            })
    void addsAMessageWhereTheBodyHasThem(String body, Role role, Place place, String expected) {
        Prompt added = prompt(RESPONSES, body.replace('\'', '"')).plus(Message.of(role, "x"), place);

        assertThat(added.json()).hasToString(expected.replace('\'', '"'));
    }

    @Test
    void aConversationHasNoInstructions() {
        PromptShape conversation = new ResponsesShape("items");

        Prompt added = prompt(conversation, "{\"items\":[]}").plus(Message.of(Role.SYSTEM, "x"), Place.FIRST);

        assertThat(added.json()).hasToString("{\"items\":[{\"role\":\"system\",\"content\":\"x\"}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'text':{'format':{'type':'json_schema','name':'n','strict':true,'schema':{}}}} | {'text':{'format':{'type':'json_schema','name':'n','strict':true,'schema':{'a':1}}}}",
                "{'text':{'format':{'type':'text'}}} | {'text':{'format':{'name':'answer','type':'json_schema','schema':{'a':1}}}}",
                "{} | {'text':{'format':{'name':'answer','type':'json_schema','schema':{'a':1}}}}"
            })
    void theSchemaKeepsWhatStandsAroundIt(String body, String expected) {
        Prompt prompt = prompt(RESPONSES, body.replace('\'', '"'));

        Prompt changed = prompt.with(wanting(Json.object("a", 1)));

        assertThat(changed.json()).hasToString(expected.replace('\'', '"'));
    }

    @Test
    void aSchemaThatIsNotWantedIsGone() {
        Prompt prompt = prompt(RESPONSES, "{\"text\":{\"verbosity\":\"low\",\"format\":{\"schema\":{}}}}");

        assertThat(prompt.with(Parameters.NONE).json()).hasToString("{\"text\":{\"verbosity\":\"low\"}}");
    }

    private static Parameters wanting(Obj schema) {
        return new Parameters(null, null, null, null, null, List.of(), schema);
    }
}
