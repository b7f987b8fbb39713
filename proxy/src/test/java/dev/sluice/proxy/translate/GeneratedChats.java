package dev.sluice.proxy.translate;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatPart.Media;
import dev.sluice.api.chat.ChatPart.Text;
import dev.sluice.api.chat.ChatPart.ToolCall;
import dev.sluice.api.chat.ChatPart.ToolResult;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Chats as applications have them, in normal form: turns that alternate, results that answer calls. */
final class GeneratedChats {

    private static final Instant CREATED = Instant.ofEpochSecond(1_760_000_000);
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=";

    private GeneratedChats() {}

    static Arbitrary<ChatRequest> requests() {
        return Combinators.combine(turns(), tools(), sampling(), output(), thinking(), labels())
                .as((turns, tools, sampling, output, thinking, labels) ->
                        new ChatRequest("some-model", false, turns, tools, sampling, output, thinking, labels));
    }

    static Arbitrary<ChatReply> replies() {
        Arbitrary<ChatPart> words = text().map(Text::new);
        Arbitrary<List<ChatPart>> thought =
                text().map(text -> new ChatPart.Reasoning(text, null)).map(List::<ChatPart>of);
        Arbitrary<List<ChatPart>> said = words.list().ofMaxSize(1);
        Arbitrary<Integer> calls = Arbitraries.integers().between(0, 2);
        Arbitrary<Usage> usage = Combinators.combine(
                        Arbitraries.longs().between(0, 5000),
                        Arbitraries.longs().between(0, 5000))
                .as(Usage::of);
        Arbitrary<List<ChatPart>> perhaps = Arbitraries.oneOf(Arbitraries.just(List.<ChatPart>of()), thought);
        return Combinators.combine(perhaps, said, calls, usage)
                .as((thinking, texts, called, used) -> reply(thinking, texts, called, used));
    }

    private static ChatReply reply(List<ChatPart> thinking, List<ChatPart> texts, int called, Usage used) {
        List<ChatPart> parts = new ArrayList<>(thinking);
        parts.addAll(texts.isEmpty() && called == 0 ? List.of(new Text("Hm.")) : texts);
        parts.addAll(calls(called));
        Finish finish = Finish.of(called > 0 ? Finish.Reason.TOOL_CALLS : Finish.Reason.STOP);
        return new ChatReply(
                "id-1", "some-model", CREATED, null, List.of(new ChatReply.Choice(parts, finish, List.of())), used);
    }

    /** Texts with what has to be escaped somewhere, never blank. */
    private static Arbitrary<String> text() {
        return Arbitraries.of(
                        "Grüße",
                        "東京",
                        "🗼",
                        "\"quoted\"",
                        "a\\b",
                        "{\"x\":1}",
                        "line\nbreak",
                        "data: x",
                        " tab\t",
                        "word")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(words -> String.join(" ", words).strip());
    }

    private static Arbitrary<List<Turn>> turns() {
        Arbitrary<List<Turn>> instructions = text().map(text -> List.of(Turn.of(Role.SYSTEM, text)));
        Arbitrary<List<List<Turn>>> exchanges = exchange().list().ofMaxSize(2);
        return Combinators.combine(optional(instructions), exchanges, question())
                .as((system, earlier, last) -> {
                    List<Turn> turns = new ArrayList<>(system == null ? List.of() : system);
                    earlier.forEach(turns::addAll);
                    turns.add(last);
                    return turns;
                });
    }

    private static Arbitrary<Turn> question() {
        Media image = new Media(Part.Media.Kind.IMAGE, "image/png", new MediaSource.Base64(PIXEL), null, null);
        return Combinators.combine(text(), Arbitraries.of(true, false, false))
                .as((text, shows) ->
                        new Turn(Role.USER, shows ? List.of(new Text(text), image) : List.of(new Text(text))));
    }

    /** A question and its answer, perhaps by way of tools. */
    private static Arbitrary<List<Turn>> exchange() {
        return Combinators.combine(question(), Arbitraries.integers().between(0, 2), text(), text())
                .as((asked, calls, result, answer) -> {
                    List<Turn> turns = new ArrayList<>(List.of(asked));
                    if (calls > 0) {
                        turns.add(new Turn(Role.ASSISTANT, calls(calls)));
                        turns.add(new Turn(Role.TOOL, results(calls, result)));
                    }
                    turns.add(Turn.of(Role.ASSISTANT, answer));
                    return turns;
                });
    }

    private static List<ChatPart> calls(int count) {
        return IntStream.range(0, count)
                .<ChatPart>mapToObj(
                        i -> new ToolCall("call_" + i, "tool_" + i, "{\"city\":\"Oslo\",\"n\":" + i + "}", null))
                .toList();
    }

    private static List<ChatPart> results(int count, String text) {
        return IntStream.range(0, count)
                .<ChatPart>mapToObj(i -> new ToolResult("call_" + i, "tool_" + i, List.of(new Text(text)), false))
                .toList();
    }

    private static Arbitrary<Tools> tools() {
        Obj schema = Json.object(
                "type",
                "object",
                "properties",
                Json.object("city", Json.object("type", "string")),
                "required",
                Json.array("city"));
        Tools.Tool weather = new Tools.Tool("weather", "Tells the weather.", schema, null, null);
        Tools.Tool time = new Tools.Tool("time", "Tells the time.", schema, null, null);
        Arbitrary<Tools.Choice> choice = Arbitraries.of(
                new Tools.Choice.Auto(),
                new Tools.Choice.None(),
                new Tools.Choice.Required(),
                new Tools.Choice.Named("time"));
        Arbitrary<Boolean> parallel = Arbitraries.of(true, false);
        return Combinators.combine(optional(choice), optional(parallel), Arbitraries.of(true, false))
                .as((chosen, several, any) ->
                        any ? new Tools(List.of(weather, time), chosen, chosen == null ? null : several) : Tools.NONE);
    }

    private static Arbitrary<Sampling> sampling() {
        return Combinators.combine(
                        optional(Arbitraries.of(0.0, 0.5, 1.0, 1.75)),
                        optional(Arbitraries.of(0.25, 0.9)),
                        optional(Arbitraries.of(1, 40)),
                        optional(Arbitraries.of(-0.5, 0.5)),
                        optional(Arbitraries.of(-0.5, 0.5)),
                        optional(Arbitraries.of(7L, 1_000_000_007L)))
                .as(Sampling::new);
    }

    private static Arbitrary<Output> output() {
        Obj schema = Json.object(
                "type",
                "object",
                "properties",
                Json.object("a", Json.object("type", "string")),
                "required",
                Json.array("a"),
                "additionalProperties",
                false);
        Arbitrary<Output.Format> format = Arbitraries.of(
                new Output.Format.Words(),
                new Output.Format.AnyJson(),
                new Output.Format.Schema("place", null, schema, true));
        return Combinators.combine(
                        Arbitraries.of(300, 4096),
                        Arbitraries.of("END", "\n\nHuman:")
                                .list()
                                .uniqueElements()
                                .ofMaxSize(2),
                        optional(Arbitraries.of(1, 2)),
                        optional(format),
                        optional(Arbitraries.of(0, 3)),
                        optional(Arbitraries.of("low", "high")))
                .as(Output::new);
    }

    private static Arbitrary<Thinking> thinking() {
        return Arbitraries.of(
                Thinking.NONE,
                Thinking.NONE,
                new Thinking(null, "low", null, null),
                new Thinking(null, "high", null, null),
                new Thinking(true, null, 2048, null),
                new Thinking(false, null, null, null));
    }

    private static Arbitrary<Labels> labels() {
        return Combinators.combine(
                        optional(Arbitraries.of("user-1")),
                        Arbitraries.of(Map.<String, String>of(), Map.of("ticket", "7")),
                        optional(Arbitraries.of("flex")),
                        optional(Arbitraries.of("key")))
                .as(Labels::new);
    }

    /** Mostly absent, so that a chat says few things at once. */
    private static <T> Arbitrary<@Nullable T> optional(Arbitrary<T> arbitrary) {
        return arbitrary.injectNull(0.75);
    }
}
