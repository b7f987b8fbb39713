package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenLogprob;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a stream of responses. */
final class ResponseReader implements ChatReader {

    private final Losses losses;
    private final Map<Place, Part> parts = new HashMap<>();
    private boolean started;
    private boolean called;
    private boolean ended;

    /** Where a part stands: its item, and its place in that. */
    private record Place(int output, int content) {}

    /** A part that has begun. */
    private static final class Part {
        private final int number;
        private boolean said;
        private boolean over;

        Part(int number) {
            this.number = number;
        }
    }

    ResponseReader(Losses losses) {
        this.losses = losses;
    }

    @Override
    public void read(Event event, Consumer<ChatEvent> out) {
        Obj data = EventData.object(event);
        if (data == null || ended) {
            return;
        }
        ChatError error = ResponsesCodec.error(data);
        if (error != null) {
            ended = true;
            out.accept(new ChatEvent.Failed(error));
            return;
        }
        String type = Texts.orEmpty(data.text("type"));
        switch (type) {
            case "response.output_text.delta" -> text(data, out);
            case "response.refusal.delta" -> out.accept(new ChatEvent.Refusal(0, content(data).number, delta(data)));
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                thought(data, delta(data), out);
            case "response.reasoning_summary_part.added" -> between(data, out);
            case "response.function_call_arguments.delta" -> arguments(data, delta(data), out);
            case "response.output_text.annotation.added" -> cited(data, out);
            case "response.content_part.added" -> begun(data, out);
            case "response.content_part.done" -> ended(data, out);
            case "response.output_item.added" -> added(data, out);
            case "response.output_item.done" -> done(data, out);
            default -> response(type, data, out);
        }
    }

    private void text(Obj data, Consumer<ChatEvent> out) {
        out.accept(new ChatEvent.Text(0, content(data).number, delta(data)));
        List<TokenLogprob> tokens = Logprobs.read(data.get("logprobs"));
        if (!tokens.isEmpty()) {
            out.accept(new ChatEvent.Logprobs(0, tokens));
        }
    }

    private void thought(Obj data, String text, Consumer<ChatEvent> out) {
        Part part = item(data);
        part.said = true;
        out.accept(new ChatEvent.Reasoning(0, part.number, text));
    }

    private void between(Obj data, Consumer<ChatEvent> out) {
        if (item(data).said) {
            thought(data, ItemReader.BETWEEN, out);
        }
    }

    private void arguments(Obj data, String piece, Consumer<ChatEvent> out) {
        Part part = parts.get(new Place(number(data, "output_index"), 0));
        if (part != null && !piece.isEmpty()) {
            part.said = true;
            out.accept(new ChatEvent.ToolArguments(0, part.number, piece));
        }
    }

    private void cited(Obj data, Consumer<ChatEvent> out) {
        Obj annotation = data.object("annotation");
        if (annotation != null) {
            OutputReader.CITATIONS
                    .read(annotation, losses)
                    .forEach(citation -> out.accept(new ChatEvent.Cited(0, content(data).number, citation)));
        }
    }

    private void begun(Obj data, Consumer<ChatEvent> out) {
        Obj part = data.object("part");
        if (part == null) {
            return;
        }
        switch (Texts.orEmpty(part.text("type"))) {
            case "output_text" -> out.accept(new ChatEvent.Text(0, content(data).number, ""));
            case "refusal" -> out.accept(new ChatEvent.Refusal(0, content(data).number, ""));
            default -> {}
        }
    }

    /** The parts of thinking are told as one, which ends with its item. */
    private void ended(Obj data, Consumer<ChatEvent> out) {
        Obj part = data.object("part");
        if (part == null || !"reasoning_text".equals(part.text("type"))) {
            over(content(data), out);
        }
    }

    private void added(Obj data, Consumer<ChatEvent> out) {
        Obj item = data.object("item");
        if (item == null) {
            return;
        }
        switch (Texts.orEmpty(item.text("type"))) {
            case "function_call" -> call(data, item, out);
            case "", "message", "reasoning" -> {}
            default -> losses.add("output." + item.text("type"), OutputReader.LEFT_OUT);
        }
    }

    private void call(Obj data, Obj item, Consumer<ChatEvent> out) {
        if (!parts.containsKey(new Place(number(data, "output_index"), 0))) {
            ChatPart.ToolCall call = (ChatPart.ToolCall) ItemReader.call(item);
            called = true;
            out.accept(new ChatEvent.ToolStart(0, item(data).number, call.id(), call.name()));
            arguments(data, call.arguments(), out);
        }
    }

    private void done(Obj data, Consumer<ChatEvent> out) {
        Obj item = data.object("item");
        if (item == null) {
            return;
        }
        switch (Texts.orEmpty(item.text("type"))) {
            case "function_call" -> {
                call(data, item, out);
                if (!item(data).said) {
                    arguments(data, Texts.orEmpty(item.text("arguments")), out);
                }
                over(item(data), out);
            }
            case "reasoning" -> {
                ChatPart.Reasoning thought = ItemReader.thought(item);
                if (!item(data).said) {
                    thought(data, thought.text(), out);
                }
                if (thought.signature() != null) {
                    out.accept(new ChatEvent.Signature(0, item(data).number, thought.signature()));
                }
                over(item(data), out);
            }
            default -> {}
        }
    }

    private static void over(Part part, Consumer<ChatEvent> out) {
        if (!part.over) {
            part.over = true;
            out.accept(new ChatEvent.PartEnd(0, part.number));
        }
    }

    private void response(String type, Obj data, Consumer<ChatEvent> out) {
        Obj response = data.object("response");
        if (response == null) {
            return;
        }
        if (!started) {
            started = true;
            out.accept(new ChatEvent.Start(
                    Texts.orEmpty(response.text("id")),
                    Texts.orEmpty(response.text("model")),
                    ChatReplies.instant(response.number("created_at")),
                    response.text("service_tier")));
        }
        Finish finish = type.equals("response.created") ? null : OutputReader.finish(response, called);
        if (finish != null) {
            ended = true;
            out.accept(new ChatEvent.Ended(0, finish));
            Usage usage = Usages.read(response);
            if (usage != null) {
                out.accept(new ChatEvent.Used(usage));
            }
        }
    }

    private Part content(Obj data) {
        return part(new Place(number(data, "output_index"), number(data, "content_index")));
    }

    private Part item(Obj data) {
        return part(new Place(number(data, "output_index"), 0));
    }

    private Part part(Place place) {
        return parts.computeIfAbsent(place, n -> new Part(parts.size()));
    }

    private static String delta(Obj data) {
        return Texts.orEmpty(data.text("delta"));
    }

    private static int number(Obj data, String name) {
        return Numbers.asInt(data.number(name), 0);
    }

    @Override
    public void end(boolean complete, Consumer<ChatEvent> out) {}
}
