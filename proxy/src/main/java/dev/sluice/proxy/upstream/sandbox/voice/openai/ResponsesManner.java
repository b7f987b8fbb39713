package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.upstream.sandbox.model.Answer;
import dev.sluice.proxy.upstream.sandbox.model.Answer.ToolUse;
import dev.sluice.proxy.upstream.sandbox.model.Tokens;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Beat;
import dev.sluice.proxy.upstream.sandbox.voice.Manner;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers in a response: one message, or one item for each tool called. */
record ResponsesManner() implements Manner.Tells {

    @Override
    public Obj whole(Ask ask, Answer answer) {
        return new ResponseDocument(ask, answer).ended();
    }

    @Override
    public Stream<Beat<Event>> stream(Ask ask, Answer answer) {
        ResponseDocument document = new ResponseDocument(ask, answer);
        Stream<Beat<Obj>> output = answer.calls().isEmpty() ? message(document) : calls(answer.calls());
        Beat<Obj> begin = Beat.atOnce(List.of(
                event("created", "response", document.begun()), event("in_progress", "response", document.begun())));
        Beat<Obj> end = Beat.atOnce(List.of(event(document.status(), "response", document.ended())));
        AtomicInteger sequence = new AtomicInteger();
        return Stream.concat(Stream.concat(Stream.of(begin), output), Stream.of(end))
                .map(beat -> beat.map(event -> numbered(event, sequence.getAndIncrement())));
    }

    private static Event numbered(Obj event, int sequence) {
        return Event.of(event.text("type"), event.with("sequence_number", Json.of(sequence)));
    }

    private static Stream<Beat<Obj>> message(ResponseDocument document) {
        String text = document.answer().text();
        String id = document.messageId();
        Beat<Obj> begin = Beat.atOnce(List.of(
                event("output_item.added", "output_index", 0, "item", document.messageBegun()),
                part("content_part.added", id, "part", ResponseDocument.part(""))));
        Stream<Beat<Obj>> deltas = Tokens.pieces(text)
                .map(piece -> part("output_text.delta", id, "delta", piece).with("logprobs", Json.array()))
                .map(delta -> Beat.token(List.of(delta)));
        Beat<Obj> end = Beat.atOnce(List.of(
                part("output_text.done", id, "text", text).with("logprobs", Json.array()),
                part("content_part.done", id, "part", ResponseDocument.part(text)),
                event("output_item.done", "output_index", 0, "item", document.message())));
        return Stream.concat(Stream.concat(Stream.of(begin), deltas), Stream.of(end));
    }

    private static Stream<Beat<Obj>> calls(List<ToolUse> calls) {
        return IntStream.range(0, calls.size()).boxed().flatMap(index -> call(index, calls.get(index)));
    }

    private static Stream<Beat<Obj>> call(int index, ToolUse call) {
        String id = ResponseDocument.callId(call);
        Obj added = event("output_item.added", "output_index", index, "item", ResponseDocument.callBegun(call));
        Stream<Beat<Obj>> deltas = Tokens.pieces(call.arguments())
                .map(piece ->
                        event("function_call_arguments.delta", "item_id", id, "output_index", index, "delta", piece))
                .map(delta -> Beat.token(List.of(delta)));
        Obj done = event(
                "function_call_arguments.done",
                "item_id",
                id,
                "output_index",
                index,
                "name",
                call.name(),
                "arguments",
                call.arguments());
        Obj item = event("output_item.done", "output_index", index, "item", ResponseDocument.call(call));
        return Stream.concat(
                Stream.concat(Stream.of(Beat.atOnce(List.of(added))), deltas),
                Stream.of(Beat.atOnce(List.of(done, item))));
    }

    /** An event about the message's only part. */
    private static Obj part(String name, String item, String what, Object value) {
        return event(name, "item_id", item, "output_index", 0, "content_index", 0, what, value);
    }

    private static Obj event(String name, Object... namesAndValues) {
        Obj.Builder event = Json.object().put("type", "response." + name);
        Json.object(namesAndValues).forEach(member -> event.put(member.name(), member.value()));
        return event.build();
    }
}
