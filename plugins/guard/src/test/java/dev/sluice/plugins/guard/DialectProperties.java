package dev.sluice.plugins.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.plugins.guard.scan.Folder;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import dev.sluice.testkit.codec.ChatWire;
import dev.sluice.testkit.codec.Pieces;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In every dialect, cut anywhere: what a rule in hold finds never leaves, and streams say what whole replies say. */
class DialectProperties {

    private static final String PHRASE = "top secret";
    private static final List<ChatWire> WIRES = ChatWire.all(Dialects.builtIn().all());

    /** What a client has in the end. */
    private record Got(String text, Finish.@Nullable Reason finish, String error) {}

    static Stream<ChatWire> wires() {
        return WIRES.stream();
    }

    @Provide
    Arbitrary<ChatWire> everyWire() {
        return Arbitraries.of(WIRES);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "top",
                        "secret",
                        "TOP SECRET",
                        " ",
                        ". ",
                        "se",
                        "cret",
                        "tоp",
                        "\u200B",
                        "🗼",
                        "a",
                        "stop",
                        "\"\\")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 600)
    void whatIsBlockedNeverLeaves(
            @ForAll("texts") String text,
            @ForAll("everyWire") ChatWire wire,
            @ForAll @IntRange(min = 1, max = 60) int chunk,
            @ForAll int seed) {
        Got got = streamed(wire, rule(Mode.HOLD, OutputAction.BLOCK), text, chunk, seed);

        boolean forbidden = (" " + Folder.fold(text) + " ").contains(" " + PHRASE + " ");
        assertThat(got.error()).isEqualTo(forbidden ? "content_filter" : "");
        assertThat(" " + Folder.fold(got.text()) + " ").doesNotContain(" " + PHRASE + " ");
    }

    /** One cut at each byte, and a stream that comes byte by byte. */
    @ParameterizedTest
    @MethodSource("wires")
    void whatIsBlockedNeverLeavesWhereverTheStreamIsCut(ChatWire wire) {
        Buffer bytes =
                wire.bytes(Pieces.of(reply("All of it is top secret, yes.").events(), new SplittableRandom(3)));

        for (int cut = 0; cut < bytes.length(); cut++) {
            List<Buffer> chunks = List.of(bytes.getBuffer(0, cut), bytes.getBuffer(cut, bytes.length()));
            isStopped(got(wire, rule(Mode.HOLD, OutputAction.BLOCK), true, wire.streamed(chunks)), cut);
        }
        isStopped(got(wire, rule(Mode.HOLD, OutputAction.BLOCK), true, wire.streamed(bytes, 1)), -1);
    }

    private static void isStopped(Got got, int cut) {
        assertThat(got.error()).as("cut at %d", cut).isEqualTo("content_filter");
        assertThat(got.text()).as("cut at %d", cut).doesNotContain("secret");
    }

    @Property(tries = 800)
    void streamsSayWhatWholeRepliesSay(
            @ForAll("texts") String text,
            @ForAll("everyWire") ChatWire wire,
            @ForAll Mode mode,
            @ForAll OutputAction action,
            @ForAll @IntRange(min = 1, max = 60) int chunk,
            @ForAll int seed) {
        boolean impossible = (mode == Mode.OBSERVE && action == OutputAction.REPLACE)
                || (mode == Mode.BUFFER && (action == OutputAction.REPLACE || action == OutputAction.FINISH));
        GuardConfig.OutputRule rule = rule(impossible ? Mode.HOLD : mode, action);

        Got streamed = streamed(wire, rule, text, chunk, seed);

        Got whole = got(wire, rule, false, wire.whole(reply(text)));
        assertThat(streamed.error()).isEqualTo(whole.error());
        if (whole.error().isEmpty()) {
            assertThat(streamed).isEqualTo(whole);
        }
    }

    private static GuardConfig.OutputRule rule(Mode mode, OutputAction action) {
        return Guards.out(Guards.words(PHRASE), mode, action);
    }

    private static ChatReply reply(String text) {
        ChatReply.Choice choice =
                new ChatReply.Choice(List.of(new ChatPart.Text(text)), Finish.of(Finish.Reason.STOP), List.of());
        return new ChatReply("id-1", "some-model", null, null, List.of(choice), Usage.of(1, 2));
    }

    private static Got streamed(ChatWire wire, GuardConfig.OutputRule rule, String text, int chunk, int seed) {
        Buffer bytes = wire.bytes(Pieces.of(reply(text).events(), new SplittableRandom(seed)));
        return got(wire, rule, true, wire.streamed(bytes, chunk));
    }

    private static Got got(ChatWire wire, GuardConfig.OutputRule rule, boolean streamed, Reply answer) {
        Filter filter = new GuardFactory()
                .create(
                        new GuardConfig(List.of(), List.of(rule), false, GuardConfig.Unreadable.REFUSE),
                        new FakePluginContext(new VirtualTime()))
                .result();
        Call call = wire.call(
                ChatRequest.of("some-model", List.of(Turn.of(Role.USER, "Hi"))).to("some-model", streamed));
        ChatWire.Told told = wire.told(filter.apply(call, sent -> Future.succeededFuture(answer)));
        String error = told.failure() == null ? "" : ((CallError) told.failure()).code();
        List<ChatReply.Choice> choices = told.reply().choices();
        Finish finish = choices.isEmpty() ? null : choices.getFirst().finish();
        return new Got(text(choices), finish == null ? null : finish.reason(), error);
    }

    private static String text(List<ChatReply.Choice> choices) {
        return choices.stream()
                .flatMap(choice -> choice.parts().stream())
                .map(part -> part instanceof ChatPart.Text words ? words.text() : "")
                .collect(Collectors.joining());
    }
}
