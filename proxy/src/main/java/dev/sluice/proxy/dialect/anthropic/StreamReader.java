package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one stream of messages. */
final class StreamReader implements ChatReader {

    private final Losses losses;
    private final BlockReader blocks;
    private final Map<Integer, Integer> parts = new HashMap<>(); // By block; blocks that cannot be told are not here.
    private int count;
    private @Nullable Obj usage;

    StreamReader(Losses losses) {
        this.losses = losses;
        this.blocks = new BlockReader(losses);
    }

    @Override
    public void read(Event event, Consumer<ChatEvent> out) {
        Obj data = EventData.object(event);
        if (data == null) {
            return;
        }
        int index = Numbers.asInt(data.number("index"), 0);
        String type = Texts.orEmpty(data.text("type"));
        switch (type) {
            case "message_start" -> start(data.object("message"), out);
            case "content_block_start" -> begin(index, data.object("content_block"), out);
            case "content_block_delta" -> delta(parts.get(index), data.object("delta"), out);
            case "content_block_stop" -> stop(index, out);
            case "message_delta" -> finish(data, out);
            case Errors.ERROR -> failed(data, out);
            case "message_stop", "ping" -> {
                // Nothing that was not said before.
            }
            default -> losses.add("event " + type, "is not known to this version and was left out");
        }
    }

    private void start(@Nullable Obj message, Consumer<ChatEvent> out) {
        if (message == null) {
            return;
        }
        parts.clear(); // A provider that tries again starts its blocks anew.
        String id = Texts.orEmpty(message.text("id"));
        String tier = Tiers.read(message.object("usage"));
        out.accept(new ChatEvent.Start(id, Texts.orEmpty(message.text("model")), null, tier));
        used(message.object("usage"), out);
    }

    private void used(@Nullable Obj said, Consumer<ChatEvent> out) {
        usage = Usages.merge(usage, said);
        Usage read = said == null ? null : Usages.read(usage);
        if (read != null) {
            out.accept(new ChatEvent.Used(read));
        }
    }

    private void begin(int index, @Nullable Obj block, Consumer<ChatEvent> out) {
        if (block == null) {
            return;
        }
        String path = "content[" + index + "]";
        ChatPart part = blocks.part(Fields.of(block, path, losses), path);
        if (part != null) {
            parts.put(index, count);
            begin(count++, part, block, out);
        }
    }

    private static void begin(int at, ChatPart part, Obj block, Consumer<ChatEvent> out) {
        switch (part) {
            case ChatPart.Text text -> {
                out.accept(new ChatEvent.Text(0, at, text.text()));
                text.citations().forEach(citation -> out.accept(new ChatEvent.Cited(0, at, citation)));
            }
            case ChatPart.Reasoning thought -> {
                out.accept(new ChatEvent.Reasoning(0, at, thought.text()));
                if (thought.signature() != null) {
                    out.accept(new ChatEvent.Signature(0, at, thought.signature()));
                }
            }
            case ChatPart.RedactedReasoning redacted ->
                out.accept(new ChatEvent.RedactedReasoning(0, at, redacted.data()));
            case ChatPart.ToolCall call -> {
                out.accept(new ChatEvent.ToolStart(0, at, call.id(), call.name()));
                if (block.get("input") instanceof Obj input && !input.isEmpty()) {
                    out.accept(new ChatEvent.ToolArguments(0, at, input.toString()));
                }
            }
            case ChatPart.Media media -> {}
            case ChatPart.ToolResult result -> {}
            case ChatPart.Refusal refusal -> {}
            case ChatPart.CachePoint point -> {}
        }
    }

    private void delta(@Nullable Integer part, @Nullable Obj delta, Consumer<ChatEvent> out) {
        if (part == null || delta == null) {
            return;
        }
        String type = Texts.orEmpty(delta.text("type"));
        ChatEvent event = switch (type) {
            case "text_delta" -> new ChatEvent.Text(0, part, Texts.orEmpty(delta.text("text")));
            case "thinking_delta" -> new ChatEvent.Reasoning(0, part, Texts.orEmpty(delta.text("thinking")));
            case "signature_delta" -> new ChatEvent.Signature(0, part, Texts.orEmpty(delta.text("signature")));
            case "input_json_delta" -> new ChatEvent.ToolArguments(0, part, Texts.orEmpty(delta.text("partial_json")));
            case "citations_delta" ->
                delta.get("citation") instanceof Obj citation
                        ? new ChatEvent.Cited(0, part, Citations.read(citation, "citation", losses))
                        : null;
            default -> {
                losses.add("delta " + type, "is not known to this version and was left out");
                yield null;
            }
        };
        if (event != null) {
            out.accept(event);
        }
    }

    private void stop(int index, Consumer<ChatEvent> out) {
        Integer part = parts.remove(index);
        if (part != null) {
            out.accept(new ChatEvent.PartEnd(0, part));
        }
    }

    private void finish(Obj data, Consumer<ChatEvent> out) {
        used(data.object("usage"), out);
        Obj delta = data.object("delta");
        Finish finish = delta == null ? null : Finishes.read(delta, losses);
        if (delta == null || finish == null) {
            return;
        }
        ChatPart.Refusal refusal = Finishes.refusal(delta);
        if (refusal != null) {
            out.accept(new ChatEvent.Refusal(0, count, refusal.text()));
            out.accept(new ChatEvent.PartEnd(0, count++));
        }
        out.accept(new ChatEvent.Ended(0, finish));
    }

    private static void failed(Obj data, Consumer<ChatEvent> out) {
        ChatError error = new MessagesCodec().readError(data, 0);
        out.accept(new ChatEvent.Failed(error == null ? new ChatError(500, "api_error", "", null, null) : error));
    }

    @Override
    public void end(boolean complete, Consumer<ChatEvent> out) {
        // All that a stream says, it says in its events.
    }
}
