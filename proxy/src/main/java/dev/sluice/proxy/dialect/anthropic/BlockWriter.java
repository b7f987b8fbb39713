package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the blocks of a conversation. */
final class BlockWriter {

    private final Losses losses;
    private final boolean isAnswer;

    private BlockWriter(Losses losses, boolean isAnswer) {
        this.losses = losses;
        this.isAnswer = isAnswer;
    }

    /** Writes turns for the API, which refuses some of what it might itself have answered. */
    static BlockWriter ofTurns(Losses losses) {
        return new BlockWriter(losses, false);
    }

    /** The blocks of some parts; a point for the cache marks the block before it. */
    List<Json> content(List<ChatPart> parts, String path) {
        List<Json> blocks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String at = path + "[" + i + "]";
            if (parts.get(i) instanceof ChatPart.CachePoint point) {
                mark(blocks, point, at);
            } else {
                Obj block = block(parts.get(i), at);
                if (block != null) {
                    blocks.add(block);
                }
            }
        }
        return blocks;
    }

    private void mark(List<Json> blocks, ChatPart.CachePoint point, String path) {
        if (blocks.isEmpty() || !(blocks.getLast() instanceof Obj last) || isThinking(last)) {
            losses.add(path, "follows no block that can be marked, and was left out");
            return;
        }
        blocks.set(blocks.size() - 1, last.with("cache_control", ToolFields.mark(point)));
    }

    private static boolean isThinking(Obj block) {
        String type = block.text("type");
        return "thinking".equals(type) || "redacted_thinking".equals(type);
    }

    private @Nullable Obj block(ChatPart part, String path) {
        return switch (part) {
            case ChatPart.Text text -> text(text, path);
            case ChatPart.Media media -> new MediaBlocks(losses).write(media, path);
            case ChatPart.ToolCall call -> call(call, path);
            case ChatPart.ToolResult result -> result(result, path);
            case ChatPart.Reasoning reasoning -> thinking(reasoning, path);
            case ChatPart.RedactedReasoning redacted ->
                Json.object("type", "redacted_thinking", "data", redacted.data());
            case ChatPart.Refusal refusal -> {
                losses.mapped(path, "became words like others: there is no block for a refusal");
                yield Json.object("type", "text", "text", refusal.text());
            }
            case ChatPart.CachePoint point -> null;
        };
    }

    private @Nullable Obj text(ChatPart.Text text, String path) {
        if (text.text().isBlank() && !isAnswer) {
            losses.add(path, "has no words, and was left out");
            return null;
        }
        Obj block = Json.object("type", "text", "text", text.text());
        if (text.citations().isEmpty()) {
            return block;
        }
        List<Obj> sources = text.citations().stream()
                .map(citation -> Citations.write(citation, path + ".citations", losses))
                .toList();
        return block.with("citations", Json.from(sources));
    }

    private @Nullable Obj thinking(ChatPart.Reasoning reasoning, String path) {
        String signature = reasoning.signature();
        if (signature == null && !isAnswer) {
            losses.add(path, "is thinking that nobody signed: the provider takes none such, so it was left out");
            return null;
        }
        return Json.object("type", "thinking", "thinking", reasoning.text(), "signature", Texts.orEmpty(signature));
    }

    private Obj call(ChatPart.ToolCall call, String path) {
        if (call.signature() != null) {
            losses.add(path + ".signature", "has no place in this dialect and was left out");
        }
        return Json.object(
                "type",
                "tool_use",
                "id",
                ToolUseIds.allowed(call.id()),
                "name",
                call.name(),
                "input",
                Inputs.of(call.arguments(), path, losses));
    }

    private Obj result(ChatPart.ToolResult result, String path) {
        List<Json> content = content(result.content(), path + ".content");
        Obj block = Json.object("type", "tool_result", "tool_use_id", ToolUseIds.allowed(result.id()));
        Obj answered = content.isEmpty() ? block : block.with("content", Json.from(content));
        return result.failed() ? answered.with("is_error", Json.of(true)) : answered;
    }

    /** The blocks of an answer. */
    static Json answer(List<? extends ChatPart> parts, Losses losses) {
        BlockWriter writer = new BlockWriter(losses, true);
        return Json.from(writer.content(List.copyOf(parts), "content"));
    }
}
