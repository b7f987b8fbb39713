package dev.sluice.proxy.upstream.sandbox;

import static dev.sluice.proxy.upstream.sandbox.Sandbox.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the sandbox says in responses. */
class SandboxResponsesTest {

    private static final Obj ASK = Json.object("input", "Hello", "instructions", "Be brief.", "temperature", 0.5);
    private static final Obj TOOL =
            Json.object("type", "function", "name", "stop", "parameters", Json.object("type", "object"));

    private final Sandbox sandbox = new Sandbox();

    @Test
    void aWholeResponseHasOneMessage() {
        Obj reply = sandbox.whole("responses", "echo", ASK);

        assertThat(text(reply, "/output/0/content/0/text")).isEqualTo("[system]\nBe brief.\n\n[user]\nHello");
        assertThat(text(reply, "/status")).isEqualTo("completed");
        assertThat(reply.at("/temperature")).hasToString("0.5");
        assertThat(reply.at("/tools")).hasToString("[]");
        assertThat(reply.at("/usage/input_tokens")).isNotNull();
    }

    @Test
    void aStreamHasEveryEventInOrder() {
        List<Event> events = sandbox.events("responses", "lorem-2", ASK);

        assertThat(events.stream().map(Event::type))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(events)
                .allSatisfy(event -> assertThat(event.json().at("/sequence_number"))
                        .hasToString(String.valueOf(events.indexOf(event))));
    }

    @Test
    void theLastEventHoldsTheWholeResponse() {
        Obj whole = sandbox.whole("responses", "lorem-5", ASK);

        List<Event> events = sandbox.events("responses", "lorem-5", ASK);

        Json last = Objects.requireNonNull(events.getLast().json().at("/response"));
        assertThat(last.at("/output")).hasToString(String.valueOf(whole.at("/output")));
        assertThat(last.at("/usage")).hasToString(String.valueOf(whole.at("/usage")));
    }

    @Test
    void anAnswerThatIsCutShortIsIncomplete() {
        List<Event> events = sandbox.events("responses", "lorem-5", ASK.with("max_output_tokens", Json.of(2)));

        assertThat(events.getLast().type()).isEqualTo("response.incomplete");
        assertThat(text(events.getLast().json(), "/response/incomplete_details/reason"))
                .isEqualTo("max_output_tokens");
    }

    @Test
    void toolsAreItemsOfTheirOwn() {
        Obj body = ASK.with("tools", Json.array(TOOL, TOOL));

        Obj whole = sandbox.whole("responses", "tool-2", body);
        List<Event> events = sandbox.events("responses", "tool-2", body);

        assertThat(whole.array("output")).hasSize(2);
        assertThat(text(whole, "/output/1/arguments")).isEqualTo("{}");
        assertThat(events.stream()
                        .map(Event::type)
                        .filter(type -> String.valueOf(type).contains("function")))
                .containsExactly(
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done");
        assertThat(events.stream()
                        .map(event -> text(event.json(), "/item/type"))
                        .filter(type -> !type.isEmpty())
                        .collect(Collectors.toSet()))
                .containsExactly("function_call");
    }
}
