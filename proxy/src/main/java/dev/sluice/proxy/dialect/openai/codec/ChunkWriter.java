package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Ids;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a stream of chat completions. */
final class ChunkWriter implements ChatWriter {

    private static final Obj NOTHING = Json.object().build();

    /** Clients refuse a piece of a call that says nothing of its function. */
    private static final Obj NO_ARGUMENTS = Json.object("arguments", "");

    private final Asked asked;
    private final Losses losses;
    private final Set<Integer> begun = new HashSet<>(2);
    private final Map<Place, Call> calls = new HashMap<>(2);
    private Obj frame = NOTHING;
    private @Nullable Usage usage;

    /** A part of a choice. */
    private record Place(int choice, int part) {}

    /** A tool call: its number among those of its choice, and whether it has arguments yet. */
    private static final class Call {
        private final int index;
        private boolean argued;

        Call(int index) {
            this.index = index;
        }
    }

    ChunkWriter(Asked asked, Losses losses) {
        this.asked = asked;
        this.losses = losses;
    }

    @Override
    public void write(ChatEvent event, Consumer<Event> out) {
        switch (event) {
            case ChatEvent.Start start -> frame = frame(start);
            case ChatEvent.Text text -> piece(text.choice(), "content", text.piece(), out);
            case ChatEvent.Refusal text -> piece(text.choice(), "refusal", text.piece(), out);
            case ChatEvent.Reasoning text -> piece(text.choice(), "reasoning_content", text.piece(), out);
            case ChatEvent.Signature it -> signature(it, out);
            case ChatEvent.RedactedReasoning it -> detail(it.choice(), AnswerWriter.redacted(it.data()), out);
            case ChatEvent.Cited it -> cited(it, out);
            case ChatEvent.ToolStart start -> tool(start, out);
            case ChatEvent.ToolArguments it -> arguments(new Place(it.choice(), it.part()), it.piece(), out);
            case ChatEvent.PartEnd end -> ended(new Place(end.choice(), end.part()), out);
            case ChatEvent.Logprobs it -> logprobs(it, out);
            case ChatEvent.Ended ended -> finish(ended, out);
            case ChatEvent.Used used -> usage = used.usage();
            case ChatEvent.Failed failed -> out.accept(Event.of(null, Envelope.write(failed.error())));
        }
    }

    @Override
    public void end(Consumer<Event> out) {
        if (usage != null) {
            out.accept(Event.of(null, frame.with("choices", Json.array()).with("usage", Usages.ofChoices(usage))));
        }
        out.accept(Event.of(null, EventData.DONE));
    }

    private Obj frame(ChatEvent.Start start) {
        Obj made = Json.object(
                "id",
                Ids.orNew("chatcmpl-", start.id()),
                "object",
                "chat.completion.chunk",
                "created",
                ChatReplies.seconds(start.created()),
                "model",
                start.model().isEmpty() ? asked.model() : start.model());
        Obj tiered = start.serviceTier() == null ? made : made.with("service_tier", start.serviceTier());
        boolean wantsUsage = asked.body().at("/stream_options/include_usage") == Bool.TRUE;
        return wantsUsage ? tiered.with("usage", Null.NULL) : tiered;
    }

    private void piece(int choice, String name, String piece, Consumer<Event> out) {
        begin(choice, out);
        if (!piece.isEmpty()) {
            delta(choice, Json.object(name, piece), out);
        }
    }

    private void signature(ChatEvent.Signature it, Consumer<Event> out) {
        Call call = calls.get(new Place(it.choice(), it.part()));
        if (call == null) {
            detail(it.choice(), AnswerWriter.thought(null, it.signature()), out);
        } else {
            Obj more = Json.object("index", call.index, "function", NO_ARGUMENTS);
            called(it.choice(), AnswerWriter.signed(more, it.signature()), out);
        }
    }

    private void detail(int choice, Obj detail, Consumer<Event> out) {
        begin(choice, out);
        delta(choice, Json.object("reasoning_details", Json.array(detail)), out);
    }

    private void cited(ChatEvent.Cited it, Consumer<Event> out) {
        List<Obj> annotations =
                ChatReplies.CITATIONS.write(it.citation(), losses).toList();
        if (!annotations.isEmpty()) {
            begin(it.choice(), out);
            delta(it.choice(), Json.object("annotations", annotations), out);
        }
    }

    private void tool(ChatEvent.ToolStart start, Consumer<Event> out) {
        begin(start.choice(), out);
        Place place = new Place(start.choice(), start.part());
        int index = (int) calls.keySet().stream()
                .filter(other -> other.choice() == start.choice())
                .count();
        calls.put(place, new Call(index));
        Obj function = Json.object("name", start.name(), "arguments", "");
        called(
                start.choice(),
                Json.object("index", index, "id", start.id(), "type", "function", "function", function),
                out);
    }

    private void arguments(Place place, String piece, Consumer<Event> out) {
        Call call = calls.get(place);
        if (call != null && !piece.isEmpty()) {
            call.argued = true;
            called(place.choice(), Json.object("index", call.index, "function", Json.object("arguments", piece)), out);
        }
    }

    /** Clients parse the arguments, be there any or not. */
    private void ended(Place place, Consumer<Event> out) {
        Call call = calls.get(place);
        if (call != null && !call.argued) {
            arguments(place, "{}", out);
        }
    }

    private void called(int choice, Obj call, Consumer<Event> out) {
        delta(choice, Json.object("tool_calls", Json.array(call)), out);
    }

    private void logprobs(ChatEvent.Logprobs it, Consumer<Event> out) {
        begin(it.choice(), out);
        Obj likely = Json.object("content", Logprobs.write(it.tokens()), "refusal", null);
        chunk(Json.object("index", it.choice(), "delta", NOTHING, "logprobs", likely, "finish_reason", Null.NULL), out);
    }

    private void finish(ChatEvent.Ended ended, Consumer<Event> out) {
        begin(ended.choice(), out);
        calls.keySet().stream()
                .filter(place -> place.choice() == ended.choice())
                .forEach(place -> ended(place, out));
        String reason = Finishes.write(ended.finish(), losses);
        chunk(
                Json.object("index", ended.choice(), "delta", NOTHING, "logprobs", Null.NULL, "finish_reason", reason),
                out);
    }

    private void begin(int choice, Consumer<Event> out) {
        if (begun.add(choice)) {
            delta(choice, Json.object("role", "assistant", "content", "", "refusal", null), out);
        }
    }

    private void delta(int choice, Obj delta, Consumer<Event> out) {
        chunk(Json.object("index", choice, "delta", delta, "logprobs", Null.NULL, "finish_reason", Null.NULL), out);
    }

    private void chunk(Obj choice, Consumer<Event> out) {
        out.accept(Event.of(null, frame.with("choices", Json.array(choice))));
    }
}
