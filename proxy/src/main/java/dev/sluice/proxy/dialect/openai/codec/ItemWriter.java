package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the items of a conversation for responses. */
final class ItemWriter {

    private final Losses losses;
    private final List<Obj> items = new ArrayList<>();

    private ItemWriter(Losses losses) {
        this.losses = losses;
    }

    static List<Obj> write(List<Turn> turns, Losses losses) {
        ItemWriter writer = new ItemWriter(losses);
        turns.forEach(writer::turn);
        return writer.items;
    }

    private void turn(Turn turn) {
        String role = switch (turn.role()) {
            case SYSTEM -> "system";
            case USER, TOOL -> "user";
            case ASSISTANT -> "assistant";
        };
        List<Obj> content = new ArrayList<>();
        for (ChatPart part : turn.parts()) {
            Obj item = item(part);
            if (item == null) {
                Obj written = ResponseContent.part(part, turn.role() == Role.ASSISTANT, path(), losses);
                if (written != null) {
                    content.add(written);
                }
            } else {
                flush(role, content);
                items.add(item);
            }
        }
        flush(role, content);
    }

    private void flush(String role, List<Obj> content) {
        if (!content.isEmpty()) {
            items.add(Json.object("type", "message", "role", role, "content", List.copyOf(content)));
            content.clear();
        }
    }

    /** A part that is an item of its own; null if it is content of a message, or lost. */
    private @Nullable Obj item(ChatPart part) {
        return switch (part) {
            case ChatPart.ToolCall call -> call(call);
            case ChatPart.ToolResult result -> result(result);
            case ChatPart.Reasoning thought
            when thought.signature() != null -> OutputWriter.thought(thought.text(), thought.signature());
            default -> null;
        };
    }

    private Obj call(ChatPart.ToolCall call) {
        if (call.signature() != null) {
            losses.add(path() + ".signature", Lost.SIGNATURE);
        }
        return Json.object(
                "type", "function_call",
                "call_id", call.id(),
                "name", call.name(),
                "arguments", MessageWriter.orNothing(call.arguments()));
    }

    private Obj result(ChatPart.ToolResult result) {
        if (result.failed()) {
            losses.mapped(path() + ".is_error", Lost.FAILED);
        }
        List<Obj> parts = new ArrayList<>();
        for (ChatPart part : result.content()) {
            Obj written = ResponseContent.part(part, false, path() + ".output", losses);
            if (written != null) {
                parts.add(written);
            }
        }
        boolean bare = parts.size() == 1 && parts.getFirst().text("text") != null;
        Json output = parts.isEmpty()
                ? Json.of("")
                : bare ? Json.from(parts.getFirst().get("text")) : Json.from(parts);
        return Json.object("type", "function_call_output", "call_id", result.id(), "output", output);
    }

    private String path() {
        return "input[" + items.size() + "]";
    }
}
