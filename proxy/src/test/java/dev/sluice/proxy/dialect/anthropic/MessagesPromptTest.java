package dev.sluice.proxy.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.CallError;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.LensedPrompt;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesPromptTest {

    private static final String BODY = """
            { "temperature":1.0 , "model":"m", "zz":{"b":1e2,"a":[ ]}, "max_tokens":5, "stop_sequences":["END",7],
              "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
              "messages":[
                {"role":"user","content":[ {"type":"text","text":"caf\\u00e9 \\/ bar"},
                   {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                   {"type":"document","source":{"type":"text","media_type":"text/plain","data":"doc"},"title":"T"},
                   {"type":"document","source":{"type":"url","url":"https://x/a.pdf"}},
                   {"type":"search_result","source":"https://x","title":"S","content":[{"type":"text","text":"found"}]},
                   {"type":"future","text_":"x"} ]},
                {"role":"assistant","content":[
                   {"type":"thinking","thinking":"hm","signature":"sig"},
                   {"type":"tool_use","id":"c1","name":"f","input":{ "a" : 1.0 }},
                   {"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","title":"W","url":"u"}]}]},
                {"role":"user","content":[
                   {"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"result"}]},
                   {"type":"tool_result","tool_use_id":"c2","content":"plain","is_error":true},
                   {"type":"text","text":"and"}]},
                {"role":"user","content":"last"} ],
              "tools":[{"name":"f","description":"does","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search"}] }""";

    private static Prompt prompt(String body) {
        return new LensedPrompt((Obj) Json.parse(Buffer.buffer(body)), new MessagesShape());
    }

    @Test
    void readsMessagesWithTheirParts() {
        assertThat(prompt(BODY).messages())
                .containsExactly(
                        Message.of(Role.SYSTEM, "Be brief."),
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.Text("café / bar"),
                                        new Part.Media(Part.Media.Kind.IMAGE, "image/png", null, 4),
                                        new Part.Text("doc"),
                                        new Part.Media(Part.Media.Kind.FILE, null, "https://x/a.pdf", 0),
                                        new Part.Text("found"),
                                        new Part.Unknown("future"))),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning("hm"),
                                        new Part.ToolCall("c1", "f", "{ \"a\" : 1.0 }"),
                                        new Part.ToolResult("s", ""))),
                        new Message(
                                Role.TOOL,
                                List.of(new Part.ToolResult("c1", "result"), new Part.ToolResult("c2", "plain"))),
                        new Message(Role.USER, List.of(new Part.Text("and"))),
                        Message.of(Role.USER, "last"));
    }

    @Test
    void readsToolsAndParameters() {
        Prompt prompt = prompt(BODY);

        assertThat(prompt.tools())
                .extracting(Tool::name, Tool::description)
                .containsExactly(Tuple.tuple("f", "does"), Tuple.tuple("web_search", ""));
        assertThat(prompt.parameters()).isEqualTo(new Parameters(5, 1.0, null, null, null, List.of("END"), null));
    }

    @Test
    void mapsEveryTextInTheOrderOfTheDocument() {
        List<String> seen = new ArrayList<>();

        Prompt same = prompt(BODY).mapText((role, kind, text) -> {
            seen.add(role + " " + kind + " " + text);
            return text;
        });

        assertThat(same.json()).hasToString(BODY);
        assertThat(seen)
                .containsExactly(
                        "SYSTEM CONTENT Be brief.",
                        "USER CONTENT café / bar",
                        "USER CONTENT doc",
                        "USER CONTENT T",
                        "USER CONTENT S",
                        "USER CONTENT found",
                        "ASSISTANT REASONING hm",
                        "ASSISTANT TOOL_ARGUMENTS { \"a\" : 1.0 }",
                        "TOOL TOOL_RESULT W",
                        "TOOL TOOL_RESULT result",
                        "TOOL TOOL_RESULT plain",
                        "USER CONTENT and",
                        "USER CONTENT last",
                        "SYSTEM TOOL_DESCRIPTION does");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "last | l\"ast | \"last\" | \"l\\\"ast\"",
                "result | other | \"result\" | \"other\"",
                "{ \"a\" : 1.0 } | {\"b\":2} | { \"a\" : 1.0 } | {\"b\":2}"
            })
    void anEditChangesThatTextAndNoOtherByte(String text, String changed, String from, String to) {
        Prompt edited = prompt(BODY).mapText((role, kind, found) -> found.equals(text) ? changed : found);

        assertThat(edited.json()).hasToString(BODY.replace(from, to));
    }

    @Test
    void anInputThatIsNoJsonAnyMoreIsRefused() {
        assertThatThrownBy(() -> prompt(BODY).mapText((role, kind, text) -> "\"" + text))
                .isInstanceOfSatisfying(
                        CallError.class, e -> assertThat(e.code()).isEqualTo("tool_input_broken"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'system':'a'} | FIRST | {'system':'x\\n\\na'}",
                "{'system':'a'} | LAST | {'system':'a\\n\\nx'}",
                "{} | LAST | {'system':'x'}",
                "{'system':[{'type':'text','text':'a'}]} | FIRST | {'system':[{'type':'text','text':'x'},{'type':'text','text':'a'}]}",
                "{'system':[{'type':'text','text':'a'}]} | LAST | {'system':[{'type':'text','text':'a'},{'type':'text','text':'x'}]}"
            })
    void instructionsJoinThoseThatStandApart(String body, Place place, String expected) {
        Prompt added = prompt(body.replace('\'', '"')).plus(Message.of(Role.SYSTEM, "x"), place);

        assertThat(added.json()).hasToString(expected.replace('\'', '"'));
    }

    @Test
    void aTurnIsNotPutBetweenACallAndItsResult() {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":[]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c\"}]}]}";

        Prompt added = prompt(body).plus(Message.of(Role.USER, "x"), Place.BEFORE_LAST_USER);

        assertThat(added.json().at("/messages/0/content")).hasToString("\"x\"");
        assertThat(prompt(body)
                        .plus(Message.of(Role.ASSISTANT, "y"), Place.LAST)
                        .json()
                        .at("/messages/3/role"))
                .hasToString("\"assistant\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | {'max_tokens':9,'stop_sequences':['X'],'output_config':{'format':{'type':'json_schema','schema':{'a':1}}}}",
                "{'output_format':{'type':'json_schema','schema':{}}} | {'output_format':{'type':'json_schema','schema':{'a':1}},'max_tokens':9,'stop_sequences':['X']}",
                "{'output_config':{'effort':'low'}} | {'output_config':{'effort':'low','format':{'type':'json_schema','schema':{'a':1}}},'max_tokens':9,'stop_sequences':['X']}"
            })
    void writesParametersWhereTheyStand(String body, String expected) {
        Prompt prompt = prompt(body.replace('\'', '"'));
        Obj schema = Json.object("a", 1);

        Prompt changed = prompt.with(new Parameters(9, null, null, null, null, List.of("X"), schema));

        assertThat(Json.sameValue(changed.json(), Json.parse(Buffer.buffer(expected.replace('\'', '"')))))
                .as("%s", changed.json())
                .isTrue();
        assertThat(changed.parameters().responseSchema()).isSameAs(schema);
        assertThat(changed.with(Parameters.NONE).json().toString()).doesNotContain("schema", "max_tokens", "stop");
    }

    @Test
    void whatIsOfAnotherShapeIsNoPartOfThePrompt() {
        for (String body : List.of(
                "{}",
                "{\"messages\":1,\"tools\":{},\"max_tokens\":1e99,\"stop_sequences\":{},\"system\":7}",
                "{\"messages\":[1,null,{\"role\":3,\"content\":{}},{\"content\":[1,{},{\"type\":\"document\"}]}]}")) {
            Prompt prompt = prompt(body);

            assertThat(prompt.messages()).isNotNull();
            assertThat(prompt.tools()).isEmpty();
            assertThat(prompt.parameters()).isEqualTo(Parameters.NONE);
            assertThat(prompt.mapText((role, kind, text) -> "changed")).isSameAs(prompt);
        }
    }
}
