package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.sandbox.model.Answer;
import dev.sluice.proxy.upstream.sandbox.model.Answer.ToolUse;
import dev.sluice.proxy.upstream.sandbox.model.Tokens;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Choices of chat completions: a message, or its deltas. */
record ChatStyle() implements ChoiceStyle {

    private static final String TOOL_CALLS = "tool_calls";

    @Override
    public String idPrefix() {
        return "chatcmpl-";
    }

    @Override
    public String wholeObject() {
        return "chat.completion";
    }

    @Override
    public String chunkObject() {
        return "chat.completion.chunk";
    }

    @Override
    public Obj whole(Answer answer) {
        boolean calls = !answer.calls().isEmpty();
        Obj message = Json.object("role", "assistant", "content", calls ? null : answer.text(), "refusal", null);
        List<Obj> tools = answer.calls().stream()
                .map(call -> called(call, call.arguments()))
                .toList();
        return Json.object("message", calls ? message.with(TOOL_CALLS, Json.from(tools)) : message);
    }

    @Override
    public List<Obj> first(Answer answer) {
        String content = answer.calls().isEmpty() ? "" : null;
        return List.of(delta("role", "assistant", "content", content, "refusal", null));
    }

    @Override
    public Stream<List<Obj>> pieces(Answer answer) {
        Stream<List<Obj>> words = Tokens.pieces(answer.text()).map(piece -> List.of(delta("content", piece)));
        Stream<List<Obj>> calls = IntStream.range(0, answer.calls().size())
                .boxed()
                .flatMap(index -> call(index, answer.calls().get(index)));
        return Stream.concat(words, calls);
    }

    private static Stream<List<Obj>> call(int index, ToolUse call) {
        Obj begin = Json.object("index", index);
        for (var member : called(call, "")) {
            begin = begin.with(member.name(), member.value());
        }
        Stream<List<Obj>> pieces = Tokens.pieces(call.arguments())
                .map(piece -> Json.object("index", index, "function", Json.object("arguments", piece)))
                .map(piece -> List.of(delta(TOOL_CALLS, List.of(piece))));
        return Stream.concat(Stream.of(List.of(delta(TOOL_CALLS, List.of(begin)))), pieces);
    }

    private static Obj called(ToolUse call, String arguments) {
        Obj function = Json.object("name", call.name(), "arguments", arguments);
        return Json.object("id", call.id(), "type", "function", "function", function);
    }

    @Override
    public Obj last() {
        return delta();
    }

    private static Obj delta(@Nullable Object... namesAndValues) {
        return Json.object("delta", Json.object(namesAndValues));
    }
}
