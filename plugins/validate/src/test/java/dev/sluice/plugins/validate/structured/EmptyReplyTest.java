package dev.sluice.plugins.validate.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import dev.sluice.testkit.codec.ChatWire;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In every dialect: a contract is not met by a reply that says nothing. */
class EmptyReplyTest {

    private static final List<ChatWire> WIRES = ChatWire.all(Dialects.builtIn().all());
    private static final ChatPart CALL = new ChatPart.ToolCall("call-1", "look", "{}", null);

    static Stream<Arguments> replies() {
        return WIRES.stream()
                .flatMap(wire -> Stream.of(StructuredConfig.Streams.values())
                        .flatMap(streams ->
                                Stream.of(Arguments.of(wire, false, streams), Arguments.of(wire, true, streams))));
    }

    @ParameterizedTest(name = "{0}, streamed {1}, {2}")
    @MethodSource("replies")
    void asksAgainAndThenFails(ChatWire wire, boolean streamed, StructuredConfig.Streams streams) {
        AtomicInteger asked = new AtomicInteger();

        ChatWire.Told told = told(wire, streamed, streams, asked, List.of(new ChatPart.Text("")));

        assertThat(told.failure()).isInstanceOfSatisfying(CallError.class, error -> {
            assertThat(error.code()).isEqualTo("invalid_structured_output");
            assertThat(error.message()).contains("found no text");
        });
        boolean leaves = streamed && streams == StructuredConfig.Streams.CHECK;
        assertThat(asked).hasValue(leaves ? 1 : 2);
    }

    @ParameterizedTest(name = "{0}, streamed {1}, {2}")
    @MethodSource("replies")
    void leavesCallsOfToolsAlone(ChatWire wire, boolean streamed, StructuredConfig.Streams streams) {
        assumeThat(wire.told(Future.succeededFuture(wire.whole(reply(List.of(CALL)))))
                        .reply()
                        .choices())
                .anySatisfy(choice -> assertThat(choice.parts()).anyMatch(ChatPart.ToolCall.class::isInstance));

        ChatWire.Told told = told(wire, streamed, streams, new AtomicInteger(), List.of(CALL));

        assertThat(told.failure()).isNull();
    }

    @Test
    void leavesAnEmptyReplyToACallersSchemaAlone() {
        StructuredConfig config = StructuredConfig.USUAL;
        ChatWire wire = WIRES.getFirst();

        ChatWire.Told told = told(wire, false, config, new AtomicInteger(), List.of(new ChatPart.Text("")));

        assertThat(told.failure()).isNull();
    }

    private static ChatWire.Told told(
            ChatWire wire,
            boolean streamed,
            StructuredConfig.Streams streams,
            AtomicInteger asked,
            List<ChatPart> parts) {
        StructuredConfig config = new StructuredConfig(
                Map.of("type", "object"),
                true,
                false,
                1,
                Duration.ofSeconds(30),
                50_000,
                1000,
                streams,
                StructuredConfig.Unreadable.REFUSE);
        return told(wire, streamed, config, asked, parts);
    }

    private static ChatWire.Told told(
            ChatWire wire, boolean streamed, StructuredConfig config, AtomicInteger asked, List<ChatPart> parts) {
        Call call = wire.call(
                ChatRequest.of("some-model", List.of(Turn.of(Role.USER, "Hi"))).to("some-model", streamed));
        return wire.told(new StructuredFactory()
                .create(config, new FakePluginContext(new VirtualTime()))
                .result()
                .apply(call, sent -> {
                    asked.incrementAndGet();
                    Reply answer =
                            streamed ? wire.streamed(wire.bytes(reply(parts).events()), 40) : wire.whole(reply(parts));
                    return Future.succeededFuture(answer);
                }));
    }

    private static ChatReply reply(List<ChatPart> parts) {
        Finish finish = Finish.of(parts.contains(CALL) ? Finish.Reason.TOOL_CALLS : Finish.Reason.STOP);
        return new ChatReply(
                "id-1",
                "some-model",
                null,
                null,
                List.of(new ChatReply.Choice(parts, finish, List.of())),
                Usage.of(1, 2));
    }
}
