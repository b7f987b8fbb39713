package dev.sluice.proxy.upstream.sandbox;

import static dev.sluice.proxy.upstream.sandbox.Sandbox.chat;
import static dev.sluice.proxy.upstream.sandbox.Sandbox.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.Outcome;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sandbox says in chat completions and completions. */
class SandboxChatTest {

    private static final String CHAT = "chat-completions";
    private static final String CONTENT = "/choices/0/message/content";
    private static final Obj WEATHER = (Obj) Json.parse("""
            {"type":"function","function":{"name":"get_weather","description":"Tells the weather","parameters":
            {"type":"object","properties":{"city":{"type":"string"},"unit":{"enum":["celsius"]}}}}}""".getBytes(StandardCharsets.UTF_8));

    private final Sandbox sandbox = new Sandbox();

    @Test
    void echoSaysThePromptAsItArrived() {
        Obj body = Json.object(
                "messages",
                List.of(
                        Json.object("role", "system", "content", "Be brief."),
                        Json.object("role", "user", "content", "Hello")),
                "tools",
                List.of(WEATHER));

        Obj reply = sandbox.whole(CHAT, "echo", body);

        assertThat(text(reply, CONTENT))
                .startsWith("[system]\nBe brief.\n\n[user]\nHello\n\n[tools]\nget_weather: Tells the weather {");
        assertThat(text(reply, "/choices/0/finish_reason")).isEqualTo("stop");
        assertThat(text(reply, "/model")).isEqualTo("echo");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                   | messages
            {"messages":[]}                      | messages
            {"messages":"hello"}                 | messages
            {"messages":[1]}                     | messages[0]
            {"messages":[{"role":5}]}            | messages[0].role
            {"messages":[{"content":"hello"}]}   | messages[0].role
            """)
    void refusesAChatInWhichNobodySaysAnything(String body, String field) {
        CallError refusal = sandbox.refusal(CHAT, "echo", (Obj) Json.parse(body.getBytes(StandardCharsets.UTF_8)));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.param()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "lorem-20", "extract", "json"})
    void aStreamSaysWhatTheWholeReplySays(String model) {
        Obj body = chat("The shop opens at nine. It is red.", "When does the shop open?");
        String whole = text(sandbox.whole(CHAT, model, body), CONTENT);

        List<Event> events = sandbox.events(CHAT, model, body);

        assertThat(content(events)).isEqualTo(whole).isNotEmpty();
        assertThat(events.getLast().text()).isEqualTo("[DONE]");
    }

    @Test
    void theSameCallHasTheSameAnswer() {
        Obj first = sandbox.whole(CHAT, "echo", chat("Hello"));

        Obj second = sandbox.whole(CHAT, "echo", chat("Hello"));

        assertThat(second.toString()).isEqualTo(first.toString());
    }

    @Test
    void usageEndsAStreamThatAsksForIt() {
        Obj body = chat("Hello").with("stream_options", Json.object("include_usage", true));

        List<Event> events = sandbox.events(CHAT, "lorem-7", body);

        Obj last = (Obj) events.get(events.size() - 2).json();
        assertThat(last.at("/usage/completion_tokens")).hasToString("7");
        assertThat(last.at("/usage/prompt_tokens")).hasToString("2");
        assertThat(last.array("choices")).isEmpty();
        assertThat(events.getFirst().json().at("/usage")).hasToString("null");
    }

    @Test
    void usageIsLeftOutOfAStreamThatDoesNotAskForIt() {
        List<Event> events = sandbox.events(CHAT, "lorem-7", chat("Hello"));

        assertThat(events).noneMatch(event -> event.text().contains("usage"));
    }

    @Test
    void theDialectsOwnLensReadsTheUsage() {
        Outcome[] seen = new Outcome[1];

        sandbox.send(CHAT, "lorem-7", chat("Hello")).result().onEnd(outcome -> seen[0] = outcome);

        assertThat(seen[0].usage()).isNotNull();
        assertThat(seen[0].usage().output()).isEqualTo(7);
        assertThat(seen[0].finishReason()).isEqualTo("stop");
    }

    @Test
    void maxTokensCutsTheAnswer() {
        Obj reply = sandbox.whole(CHAT, "lorem-50", chat("Hello").with("max_tokens", Json.of(3)));

        assertThat(text(reply, CONTENT)).isEqualTo("lorem ipsum dolor");
        assertThat(text(reply, "/choices/0/finish_reason")).isEqualTo("length");
    }

    @Test
    void aStopSequenceEndsTheAnswer() {
        Obj reply = sandbox.whole(CHAT, "lorem-50", chat("Hello").with("stop", " dolor"));

        assertThat(text(reply, CONTENT)).isEqualTo("lorem ipsum");
        assertThat(text(reply, "/choices/0/finish_reason")).isEqualTo("stop");
    }

    @Test
    void asManyChoicesComeAsWereAskedFor() {
        Obj body = chat("Hello").with("n", Json.of(3));

        Obj reply = sandbox.whole(CHAT, "echo", body);
        List<Event> events = sandbox.events(CHAT, "echo", body);

        assertThat(reply.array("choices")).hasSize(3);
        assertThat(text(reply, "/choices/2/message/content")).isEqualTo("[user]\nHello");
        assertThat(content(events, 2)).isEqualTo("[user]\nHello");
    }

    @Test
    void tooManyChoicesAreRefused() {
        assertThat(sandbox.refusal(CHAT, "echo", chat("Hello").with("n", Json.of(17))))
                .hasMessage("Expected 1 to 16 choices, found 17: the sandbox makes no more.");
    }

    @Test
    void toolCallsTheFirstToolWithArgumentsThatFit() {
        Obj reply = sandbox.whole(CHAT, "tool", chat("Hot?").with("tools", Json.array(WEATHER)));

        assertThat(text(reply, "/choices/0/message/tool_calls/0/function/name")).isEqualTo("get_weather");
        assertThat(text(reply, "/choices/0/message/tool_calls/0/function/arguments"))
                .isEqualTo("{\"city\":\"city\",\"unit\":\"celsius\"}");
        assertThat(text(reply, "/choices/0/finish_reason")).isEqualTo("tool_calls");
        assertThat(reply.at(CONTENT)).hasToString("null");
    }

    @Test
    void argumentsOfSeveralToolsAreStreamedInPieces() {
        Obj body = chat("Hot?").with("tools", Json.array(WEATHER, WEATHER));

        List<Event> events = sandbox.events(CHAT, "tool-2", body);

        for (int index = 0; index < 2; index++) {
            assertThat(arguments(events, index)).isEqualTo("{\"city\":\"city\",\"unit\":\"celsius\"}");
        }
        assertThat(events).hasSizeGreaterThan(8);
    }

    @Test
    void aToolsResultIsTheAnswer() {
        Obj body = Json.object(
                "messages",
                List.of(
                        Json.object("role", "user", "content", "Hot?"),
                        Json.object("role", "tool", "tool_call_id", "call_1", "content", "18 degrees")),
                "tools",
                List.of(WEATHER));

        assertThat(text(sandbox.whole(CHAT, "tool", body), CONTENT)).isEqualTo("18 degrees");
    }

    @Test
    void withoutToolsItSaysSo() {
        assertThat(text(sandbox.whole(CHAT, "tool", chat("Hot?")), CONTENT)).isEqualTo("No tool was offered.");
    }

    @Test
    void extractAnswersOutOfTheContext() {
        Obj body = Json.object(
                "messages",
                List.of(
                        Json.object(
                                "role",
                                "system",
                                "content",
                                "Returns are free for thirty days. Shops open at nine."
                                        + " Lamps have two years of warranty."),
                        Json.object("role", "user", "content", "How long is the warranty of lamps?")));

        assertThat(text(sandbox.whole(CHAT, "extract", body), CONTENT)).isEqualTo("Lamps have two years of warranty.");
    }

    @Test
    void extractFindsTheContextInTheQuestionsOwnMessage() {
        Obj body = chat("Lamps have a warranty.\nShops open at nine.\nWhen do shops open?");

        assertThat(text(sandbox.whole(CHAT, "extract", body), CONTENT)).isEqualTo("Shops open at nine.");
    }

    @Test
    void extractSaysWhenTheContextDoesNotHelp() {
        assertThat(text(sandbox.whole(CHAT, "extract", chat("Why?")), CONTENT)).isEqualTo("The context does not say.");
    }

    @Test
    void jsonMeetsTheSchemaAskedFor() {
        Obj format = (Obj) Json.parse("""
                {"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object","required":["size"],
                "properties":{"size":{"type":"integer","minimum":5}}}}}""".getBytes(StandardCharsets.UTF_8));

        Obj reply = sandbox.whole(CHAT, "json", chat("Hello").with("response_format", format));

        assertThat(text(reply, CONTENT)).isEqualTo("{\"size\":5}");
    }

    @Test
    void completionsSpeakTheirOwnShape() {
        Obj body = Json.object("prompt", "Once");

        Obj reply = sandbox.whole("completions", "lorem-2", body);
        List<Event> events = sandbox.events("completions", "lorem-2", body);

        assertThat(text(reply, "/choices/0/text")).isEqualTo("lorem ipsum");
        assertThat(events.stream().limit(3).map(event -> text(event.json(), "/choices/0/text")))
                .containsExactly("lorem", " ipsum", "");
        assertThat(text(events.get(2).json(), "/choices/0/finish_reason")).isEqualTo("stop");
    }

    private static String content(List<Event> events) {
        return content(events, 0);
    }

    private static String content(List<Event> events, int choice) {
        return documents(events).stream()
                .filter(chunk -> String.valueOf(chunk.at("/choices/0/index")).equals(String.valueOf(choice)))
                .map(chunk -> text(chunk, "/choices/0/delta/content"))
                .collect(Collectors.joining());
    }

    private static String arguments(List<Event> events, int index) {
        return documents(events).stream()
                .map(chunk -> chunk.at("/choices/0/delta/tool_calls/0"))
                .filter(call ->
                        call instanceof Obj delta && delta.number("index").asInt() == index)
                .map(call -> text(call, "/function/arguments"))
                .collect(Collectors.joining());
    }

    private static List<Json> documents(List<Event> events) {
        return events.stream()
                .filter(event -> !event.text().equals("[DONE]"))
                .map(Event::json)
                .toList();
    }
}
