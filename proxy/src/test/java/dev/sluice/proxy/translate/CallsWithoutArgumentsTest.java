package dev.sluice.proxy.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Operation;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications parse what a tool is called with, be there anything or not: nothing is said as an object without members. */
class CallsWithoutArgumentsTest {

    private static final Finish CALLED = Finish.of(Finish.Reason.TOOL_CALLS);
    private static final Asked ASKED = new Asked("m", Json.object().build());

    static Stream<String> dialects() {
        return Dialects.builtIn().all().stream()
                .flatMap(dialect -> dialect.endpoints().stream()
                        .filter(endpoint -> codec(dialect.name(), endpoint.name()) != null)
                        .filter(endpoint -> endpoint.operation() == Operation.CHAT)
                        .map(endpoint -> dialect.name() + " " + endpoint.name()));
    }

    private static @Nullable ChatCodec codec(String dialect, String endpoint) {
        return Dialects.builtIn().find(dialect).orElseThrow().endpoints().stream()
                .filter(other -> other.name().equals(endpoint) && other.replyLens() != null)
                .map(other -> Objects.requireNonNull(other.replyLens()).chat())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static ChatCodec codec(String name) {
        String[] words = name.split(" ", -1);
        return Objects.requireNonNull(codec(words[0], words[1]));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void ofAWholeReply(String name) {
        ChatReply reply = new ChatReply(
                "r",
                "m",
                null,
                null,
                List.of(new ChatReply.Choice(List.of(new ChatPart.ToolCall("c", "now", "", null)), CALLED, List.of())),
                null);

        Obj written = codec(name).writeReply(reply, ASKED, new Losses());

        ChatReply read = codec(name).readReply(written, new Losses());
        assertThat(read.choices().getFirst().parts())
                .filteredOn(ChatPart.ToolCall.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        ChatPart.ToolCall.class,
                        call -> assertThat(call.arguments()).isEqualTo("{}"));
    }

    /** In streams of Anthropic's a call begins with an empty input, to which nothing has to be added. */
    @ParameterizedTest
    @MethodSource("dialects")
    void ofAStream(String name) {
        ChatWriter writer = codec(name).writer(ASKED, new Losses());
        List<Event> events = new ArrayList<>();
        for (ChatEvent said : List.of(
                new ChatEvent.Start("r", "m", null, null),
                new ChatEvent.ToolStart(0, 0, "c", "now"),
                new ChatEvent.PartEnd(0, 0),
                new ChatEvent.ToolStart(0, 1, "d", "then"),
                new ChatEvent.Ended(0, CALLED))) {
            writer.write(said, events::add);
        }
        writer.end(events::add);

        List<ChatEvent> read = new ArrayList<>();
        ChatReader reader = codec(name).reader(new Losses());
        events.forEach(event -> reader.read(event, read::add));
        String arguments = read.stream()
                .filter(ChatEvent.ToolArguments.class::isInstance)
                .map(event -> ((ChatEvent.ToolArguments) event).piece())
                .collect(Collectors.joining());
        assertThat(arguments).isEqualTo(name.startsWith("anthropic") ? "" : "{}{}");
    }
}
