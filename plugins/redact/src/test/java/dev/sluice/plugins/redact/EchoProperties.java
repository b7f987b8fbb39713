package dev.sluice.plugins.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.redact.replace.Action;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import dev.sluice.testkit.codec.ChatWire;
import dev.sluice.testkit.codec.Pieces;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In every dialect, cut anywhere: a client whose model echoes gets what it said, and the model never sees a value. */
class EchoProperties {

    private static final String MODEL = "some-model";
    private static final String SAID = "Mail bob@example.com, \"call\" 4111 1111 1111 1111 [EMAIL_X] now";
    /** Some of which a case or a separator makes another value. */
    private static final RedactConfig LOOKED_FOR = Configs.of(
            Configs.rule("email", Action.TOKEN),
            Configs.rule("credit-card", Action.TOKEN),
            Configs.rule("secrets", Action.TOKEN),
            Configs.rule("crypto", Action.TOKEN),
            Configs.rule("ip", Action.TOKEN),
            Configs.rule("date-time", Action.TOKEN));

    private static final Filter FILTER = new RedactFactory()
            .create(LOOKED_FOR, new FakePluginContext(new VirtualTime()))
            .result();
    private static final List<ChatWire> WIRES = ChatWire.all(Dialects.builtIn().all());

    static Stream<ChatWire> wires() {
        return WIRES.stream();
    }

    /** Those whose models can call tools. */
    static Stream<ChatWire> wiresWithTools() {
        return WIRES.stream().filter(wire -> !wire.endpoint().name().matches("completions|generate"));
    }

    @Provide
    Arbitrary<ChatWire> everyWire() {
        return Arbitraries.of(WIRES);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "bob@example.com",
                        "4111 1111 1111 1111",
                        "password: Tr0ub4dor",
                        "password: tr0ub4dor",
                        "password: Tr0ub-4dor",
                        "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
                        "sk_live_4eC39HqLyjWDarjtT1zdp7dC",
                        "10.1.1.11",
                        "10.1.11.1",
                        "1/11/2020",
                        "11/1/2020",
                        " ",
                        " [",
                        "[EMAIL_",
                        "]",
                        "word ",
                        "東京",
                        "\"\\ ",
                        ".\n",
                        "🗼")
                .list()
                .ofMinSize(1)
                .ofMaxSize(10)
                .map(parts -> "say " + String.join(" ", parts));
    }

    @Property(tries = 600)
    void anEchoIsWhatWasSaid(
            @ForAll("texts") String text,
            @ForAll("everyWire") ChatWire wire,
            @ForAll @IntRange(min = 1, max = 60) int chunk,
            @ForAll int seed) {
        ChatReply got = streamed(wire, text, EchoProperties::words, seed, (sent, bytes) -> wire.streamed(bytes, chunk));

        assertThat(text(got)).isEqualTo(text);
    }

    @Property(tries = 200)
    void aWholeEchoIsWhatWasSaid(@ForAll("texts") String text, @ForAll("everyWire") ChatWire wire) {
        ChatReply got = told(wire, text, false, sent -> wire.whole(words(sent)));

        assertThat(text(got)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("wires")
    void anEchoIsWhatWasSaidWhereverTheStreamIsCut(ChatWire wire) {
        int length = length(wire, EchoProperties::words);

        for (int cut = 0; cut <= length; cut++) {
            ChatReply got = streamed(wire, SAID, EchoProperties::words, 5, cutAt(wire, cut));
            assertThat(text(got)).as("cut at %d", cut).isEqualTo(SAID);
        }
    }

    @ParameterizedTest
    @MethodSource("wiresWithTools")
    void theArgumentsOfAToolAreWhatWasSaidWhereverTheStreamIsCut(ChatWire wire) {
        int length = length(wire, EchoProperties::arguments);

        for (int cut = 0; cut <= length; cut++) {
            ChatReply got = streamed(wire, SAID, EchoProperties::arguments, 5, cutAt(wire, cut));
            ChatPart.ToolCall call =
                    (ChatPart.ToolCall) got.choices().getFirst().parts().getFirst();
            assertThat(Json.parse(Buffer.buffer(call.arguments())))
                    .as("cut at %d", cut)
                    .hasToString(Json.object("body", SAID).toString());
        }
    }

    private static BiFunction<String, Buffer, Reply> cutAt(ChatWire wire, int cut) {
        return (sent, bytes) -> {
            int at = Math.min(cut, bytes.length());
            return wire.streamed(List.of(bytes.getBuffer(0, at), bytes.getBuffer(at, bytes.length())));
        };
    }

    private static int length(ChatWire wire, Function<String, ChatReply> model) {
        int[] length = new int[1];
        streamed(wire, SAID, model, 5, (sent, bytes) -> {
            length[0] = bytes.length();
            return wire.streamed(bytes, bytes.length());
        });
        return length[0];
    }

    private static ChatReply streamed(
            ChatWire wire,
            String text,
            Function<String, ChatReply> model,
            int seed,
            BiFunction<String, Buffer, Reply> stream) {
        return told(
                wire,
                text,
                true,
                sent -> stream.apply(
                        sent, wire.bytes(Pieces.of(model.apply(sent).events(), new SplittableRandom(seed)))));
    }

    private static ChatReply told(ChatWire wire, String text, boolean streamed, Function<String, Reply> model) {
        Call call = wire.call(
                ChatRequest.of(MODEL, List.of(Turn.of(Role.USER, text))).to(MODEL, streamed));
        ChatWire.Told told = wire.told(FILTER.apply(call, sent -> {
            String said = said(wire.read(sent));
            assertThat(said).doesNotContain("bob@example.com", "4111", "4dor", "sk_live_");
            return Future.succeededFuture(model.apply(said));
        }));
        assertThat(told.failure()).isNull();
        return told.reply();
    }

    private static String said(ChatRequest request) {
        return ((ChatPart.Text) request.turns().getLast().parts().getFirst()).text();
    }

    private static ChatReply words(String text) {
        return reply(new ChatPart.Text(text), Finish.Reason.STOP);
    }

    private static ChatReply arguments(String text) {
        return reply(
                new ChatPart.ToolCall(
                        "call_1", "send", Json.object("body", text).toString(), null),
                Finish.Reason.TOOL_CALLS);
    }

    private static ChatReply reply(ChatPart part, Finish.Reason reason) {
        ChatReply.Choice choice = new ChatReply.Choice(List.of(part), Finish.of(reason), List.of());
        return new ChatReply("id-1", MODEL, null, null, List.of(choice), Usage.of(1, 2));
    }

    private static String text(ChatReply reply) {
        return reply.choices().stream()
                .flatMap(choice -> choice.parts().stream())
                .map(part -> part instanceof ChatPart.Text words ? words.text() : "")
                .collect(Collectors.joining());
    }
}
