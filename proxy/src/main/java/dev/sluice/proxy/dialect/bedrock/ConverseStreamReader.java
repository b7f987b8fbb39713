package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one stream of Converse. Only blocks that are calls of tools are announced; others begin with their first delta. */
final class ConverseStreamReader implements ChatReader {

    private final Losses losses;
    private final Map<Integer, Integer> parts = new HashMap<>(); // By block.
    private int count;

    ConverseStreamReader(Losses losses) {
        this.losses = losses;
    }

    @Override
    public void read(Event event, Consumer<ChatEvent> out) {
        Obj data = EventData.object(event);
        ChatError error = new ConverseCodec().readError(event);
        if (error != null) {
            out.accept(new ChatEvent.Failed(error));
        } else if (data != null) {
            read(Texts.orEmpty(event.type()), data, out);
        }
    }

    private void read(String type, Obj data, Consumer<ChatEvent> out) {
        int index = Numbers.asInt(data.number(ConverseEvents.INDEX), 0);
        switch (type) {
            case "messageStart" -> out.accept(new ChatEvent.Start("", "", null, null));
            case "contentBlockStart" -> begin(index, data.object("start"), out);
            case ConverseEvents.DELTA -> delta(index, data.object("delta"), out);
            case ConverseEvents.STOP -> stop(index, out);
            case ConverseEvents.OVER -> over(data, out);
            case "metadata" -> used(data, out);
            default -> losses.add("event " + type, "is not known to this version and was left out");
        }
    }

    private void begin(int index, @Nullable Obj start, Consumer<ChatEvent> out) {
        if (start != null && start.get("toolUse") instanceof Obj use && use.text("type") == null) {
            String id = Texts.orEmpty(use.text("toolUseId"));
            out.accept(new ChatEvent.ToolStart(0, part(index), id, Texts.orEmpty(use.text("name"))));
        } else if (start != null && !start.isEmpty()) {
            losses.add("content[" + index + "]", "is a block that cannot be carried over, and was left out");
        }
    }

    private int part(int index) {
        return parts.computeIfAbsent(index, block -> count++);
    }

    private void delta(int index, @Nullable Obj delta, Consumer<ChatEvent> out) {
        if (delta == null || delta.isEmpty()) {
            return;
        }
        String kind = delta.members().getFirst().name();
        Json value = delta.members().getFirst().value();
        switch (kind) {
            case "text" -> out.accept(new ChatEvent.Text(0, part(index), Texts.string(value)));
            case "toolUse" -> input(index, value, out);
            case "reasoningContent" -> reasoning(index, value, out);
            case "citation" -> {
                if (value instanceof Obj citation) {
                    out.accept(new ChatEvent.Cited(0, part(index), ConverseCitations.read(citation)));
                }
            }
            default -> losses.add("delta " + kind, "is not known to this version and was left out");
        }
    }

    /** Input of a call that was not announced is one that only the provider can run. */
    private void input(int index, Json value, Consumer<ChatEvent> out) {
        Integer part = parts.get(index);
        if (part != null && value instanceof Obj use) {
            out.accept(new ChatEvent.ToolArguments(0, part, Texts.orEmpty(use.text("input"))));
        }
    }

    private void reasoning(int index, Json value, Consumer<ChatEvent> out) {
        if (!(value instanceof Obj reasoning)) {
            return;
        }
        if (reasoning.text("text") != null) {
            out.accept(new ChatEvent.Reasoning(0, part(index), Texts.orEmpty(reasoning.text("text"))));
        }
        if (reasoning.text("signature") != null) {
            out.accept(new ChatEvent.Signature(0, part(index), Texts.orEmpty(reasoning.text("signature"))));
        }
        if (reasoning.text("redactedContent") != null) {
            out.accept(
                    new ChatEvent.RedactedReasoning(0, part(index), Texts.orEmpty(reasoning.text("redactedContent"))));
        }
    }

    private void stop(int index, Consumer<ChatEvent> out) {
        Integer part = parts.remove(index);
        if (part != null) {
            out.accept(new ChatEvent.PartEnd(0, part));
        }
    }

    private void over(Obj data, Consumer<ChatEvent> out) {
        Finish finish = ConverseReplies.finish(data.text(ConverseReply.FINISH), losses);
        if (finish != null) {
            out.accept(new ChatEvent.Ended(0, finish));
        }
    }

    private static void used(Obj data, Consumer<ChatEvent> out) {
        Usage usage = ConverseUsage.read(data.object("usage"));
        if (usage != null) {
            out.accept(new ChatEvent.Used(usage));
        }
    }

    @Override
    public void end(boolean complete, Consumer<ChatEvent> out) {
        // All that a stream says, it says in its events.
    }
}
