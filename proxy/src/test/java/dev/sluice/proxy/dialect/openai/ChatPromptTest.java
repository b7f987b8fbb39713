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
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.LensedPrompt;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatPromptTest {

    private static final String BODY = """
            { "temperature":1.0 , "model":"m", "zz":{"b":1e2,"a":[ ]},
              "messages":[
                {"role":"developer","content":"Be brief."},
                {"content":[ {"type":"text","text":"caf\\u00e9 \\/ bar"},
                             {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                             {"type":"future","text_":"x"} ], "role":"user", "name":"Ann"},
                {"role":"assistant","content":null,"reasoning_content":"hm","tool_calls":[
                  {"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}},
                  {"id":"c2","type":"custom","custom":{"name":"g","input":"free"}}]},
                {"role":"tool","tool_call_id":"c1","content":"result"},
                {"role":"user","content":"last"} ],
              "tools":[{"type":"function","function":{"name":"f","description":"does","parameters":{"type":"object"}}}],
              "max_tokens":5, "stop":"END" }""";

    private static Prompt prompt(String body) {
        return new LensedPrompt((Obj) Json.parse(Buffer.buffer(body)), new ChatShape());
    }

    @Test
    void readsMessagesWithTheirParts() {
        List<Message> messages = prompt(BODY).messages();

        assertThat(messages)
                .containsExactly(
                        Message.of(Role.SYSTEM, "Be brief."),
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.Text("café / bar"),
                                        new Part.Media(Part.Media.Kind.IMAGE, "image/png", null, 26),
                                        new Part.Unknown("future"))),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning("hm"),
                                        new Part.ToolCall("c1", "f", "{\"a\":1}"),
                                        new Part.ToolCall("c2", "g", "free"))),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("c1", "result"))),
                        Message.of(Role.USER, "last"));
    }

    @Test
    void readsToolsAndParameters() {
        Prompt prompt = prompt(BODY);

        assertThat(prompt.tools())
                .extracting(Tool::name, Tool::description)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("f", "does"));
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
                        "USER CONTENT Ann",
                        "ASSISTANT REASONING hm",
                        "ASSISTANT TOOL_ARGUMENTS {\"a\":1}",
                        "ASSISTANT TOOL_INPUT free",
                        "TOOL TOOL_RESULT result",
                        "USER CONTENT last",
                        "SYSTEM TOOL_DESCRIPTION does");
    }

    @Test
    void anEditChangesThatTextAndNoOtherByte() {
        Prompt changed = prompt(BODY).mapText((role, kind, text) -> text.equals("last") ? "l\"ast" : text);

        assertThat(changed.json()).hasToString(BODY.replace("\"last\"", "\"l\\\"ast\""));
    }

    @Test
    void thePromptIsTheSameIfNothingChanged() {
        Prompt prompt = prompt(BODY);

        assertThat(prompt.mapText((role, kind, text) -> new String(text))).isSameAs(prompt);
        assertThat(prompt.with(prompt.parameters())).isSameAs(prompt);
    }

    @Test
    void addsMessages() {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]}";
        Message added = Message.of(Role.SYSTEM, "x");

        assertThat(roles(prompt(body).plus(added, Place.FIRST))).isEqualTo("x a b");
        assertThat(roles(prompt(body).plus(added, Place.BEFORE_LAST_USER))).isEqualTo("a x b");
        assertThat(roles(prompt(body).plus(added, Place.LAST))).isEqualTo("a b x");
        assertThat(prompt("{}").plus(added, Place.BEFORE_LAST_USER).json())
                .hasToString("{\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]}");
    }

    private static String roles(Prompt prompt) {
        return String.join(" ", prompt.messages().stream().map(Message::text).toList());
    }

    @Test
    void writesParametersThatDifferWhereTheyStand() {
        Prompt prompt = prompt("{\"max_tokens\":5,\"temperature\":1.0,\"seed\":7}");
        Obj schema = Json.object("type", "object");

        Prompt changed = prompt.with(new Parameters(9, 1.0, null, 2, null, List.of("X"), schema));

        assertThat(changed.json())
                .hasToString("{\"max_tokens\":9,\"temperature\":1.0,\"n\":2,\"stop\":[\"X\"],"
                        + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\","
                        + "\"schema\":{\"type\":\"object\"}}}}");
        assertThat(changed.parameters().responseSchema()).isSameAs(schema);
    }

    @Test
    void whatIsOfAnotherShapeIsNoPartOfThePrompt() {
        for (String body : List.of(
                "{}",
                "{\"messages\":1,\"tools\":{},\"max_tokens\":1e99,\"stop\":{},\"n\":\"x\"}",
                "{\"messages\":[1,null,{\"role\":3,\"content\":{}},{\"tool_calls\":[1,{}],\"content\":[1,{}]}]}")) {
            Prompt prompt = prompt(body);

            assertThat(prompt.tools()).isEmpty();
            assertThat(prompt.parameters()).isEqualTo(Parameters.NONE);
            assertThat(prompt.mapText((role, kind, text) -> "changed")).isSameAs(prompt);
        }
    }

    @Test
    void readsOlderAndRarerSpellings() {
        Prompt prompt = prompt("""
                {"messages":[
                  {"role":"assistant","reasoning":"r","refusal":"no","function_call":{"name":"f","arguments":"{}"}},
                  {"role":"function","name":"f","content":[{"type":"text","text":"a"},{"type":"text","text":"b"},{"type":"x"}]},
                  {"role":"assistant","content":["plain",7,{"type":"thinking","thinking":[{"type":"text","text":"t"}]},
                    {"type":"refusal","refusal":"no"},{"type":"reasoning_text","text":"hm"}]},
                  {"role":"assistant","tool_calls":[{"id":"c","type":"later"}]}]}""");

        assertThat(prompt.messages())
                .containsExactly(
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning("r"),
                                        new Part.Text("no"),
                                        new Part.ToolCall("", "f", "{}"))),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("f", "a\nb"))),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Text("plain"),
                                        new Part.Unknown(""),
                                        new Part.Reasoning("t"),
                                        new Part.Text("no"),
                                        new Part.Reasoning("hm"))),
                        new Message(Role.ASSISTANT, List.of(new Part.Unknown("later"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'assistant','refusal':'a'} | ASSISTANT CONTENT",
                "{'role':'assistant','reasoning':'a'} | ASSISTANT REASONING",
                "{'role':'assistant','function_call':{'name':'f','arguments':'a'}} | ASSISTANT TOOL_ARGUMENTS",
                "{'role':'function','name':'f','content':'a'} | TOOL TOOL_RESULT",
                "{'role':'assistant','content':['a']} | ASSISTANT CONTENT",
                "{'role':'assistant','content':[{'type':'refusal','refusal':'a'}]} | ASSISTANT CONTENT",
                "{'role':'assistant','content':[{'type':'reasoning_text','text':'a'}]} | ASSISTANT REASONING",
                "{'role':'assistant','content':[{'type':'thinking','thinking':[{'text':'a'}]}]} | ASSISTANT REASONING"
            })
    void mapsOlderAndRarerSpellings(String message, String heard) {
        String body = "{\"messages\":[" + message.replace('\'', '"') + "]}";
        List<String> seen = new ArrayList<>();

        Prompt changed = prompt(body).mapText((role, kind, text) -> {
            seen.add(role + " " + kind);
            return "A";
        });

        assertThat(seen).containsExactly(heard);
        assertThat(changed.json()).hasToString(body.replace("\"a\"", "\"A\""));
    }

    @Test
    void aNewMessageSpeaksAsTheOthersDo() {
        String body = "{\"messages\":[{\"role\":\"developer\",\"content\":\"a\"},1,{\"role\":\"assistant\"}]}";

        Prompt added = prompt(body).plus(Message.of(Role.SYSTEM, "x"), Place.BEFORE_LAST_USER);

        assertThat(added.json()).hasToString(body.replace("]}", ",{\"role\":\"developer\",\"content\":\"x\"}]}"));
    }

    @Test
    void aSchemaThatIsNotWantedIsGone() {
        Prompt prompt = prompt("{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{}}}}");

        assertThat(prompt.with(Parameters.NONE).json()).hasToString("{}");
    }

    @Test
    void aSchemaKeepsItsNameAndStrictness() {
        Prompt prompt = prompt("{\"response_format\":{\"type\":\"json_schema\","
                + "\"json_schema\":{\"name\":\"n\",\"strict\":true,\"schema\":{}}}}");

        Prompt changed = prompt.with(new Parameters(null, null, null, null, null, List.of(), Json.object("a", 1)));

        assertThat(changed.json()).hasToString(prompt.json().toString().replace("{}", "{\"a\":1}"));
    }
}
