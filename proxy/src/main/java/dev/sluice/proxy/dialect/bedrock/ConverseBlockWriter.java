package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.anthropic.Inputs;
import dev.sluice.proxy.dialect.anthropic.ToolUseIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the blocks of a conversation. */
final class ConverseBlockWriter {

    private final Losses losses;
    private final boolean isAnswer;
    private final ConverseMedia media;

    private ConverseBlockWriter(Losses losses, boolean isAnswer) {
        this.losses = losses;
        this.isAnswer = isAnswer;
        this.media = new ConverseMedia(losses);
    }

    /** Writes turns for the API, which refuses some of what it might itself have answered. */
    static ConverseBlockWriter ofTurns(Losses losses) {
        return new ConverseBlockWriter(losses, false);
    }

    /** The blocks of an answer. */
    static List<Json> answer(List<? extends ChatPart> parts, Losses losses) {
        return new ConverseBlockWriter(losses, true).content(parts, "content");
    }

    /** The blocks of some parts. */
    List<Json> content(List<? extends ChatPart> parts, String path) {
        List<Json> blocks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Obj block = block(parts.get(i), path + "[" + i + "]");
            if (block != null) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private @Nullable Obj block(ChatPart part, String path) {
        return switch (part) {
            case ChatPart.Text text -> text(text, path);
            case ChatPart.Media media -> this.media.write(media, path);
            case ChatPart.ToolCall call -> call(call, path);
            case ChatPart.ToolResult result -> result(result, path);
            case ChatPart.Reasoning reasoning -> reasoning(reasoning, path);
            case ChatPart.RedactedReasoning redacted ->
                Json.object("reasoningContent", Json.object("redactedContent", redacted.data()));
            case ChatPart.Refusal refusal -> {
                losses.mapped(path, "became words like others: there is no block for a refusal");
                yield Json.object("text", refusal.text());
            }
            case ChatPart.CachePoint point -> Json.object("cachePoint", point(point));
        };
    }

    static Obj point(ChatPart.CachePoint point) {
        return Json.object()
                .put("type", "default")
                .putIfPresent("ttl", point.ttl())
                .build();
    }

    private @Nullable Obj text(ChatPart.Text text, String path) {
        if (isAnswer ? text.text().isEmpty() : text.text().isBlank()) {
            losses.add(path, "has no words, and was left out");
            return null;
        }
        if (text.citations().isEmpty()) {
            return Json.object("text", text.text());
        }
        List<Obj> citations = text.citations().stream()
                .map(citation -> ConverseCitations.write(citation, path + ".citations", losses))
                .toList();
        Obj cited =
                Json.object("content", Json.array(Json.object("text", text.text())), "citations", Json.from(citations));
        return Json.object("citationsContent", cited);
    }

    private @Nullable Obj reasoning(ChatPart.Reasoning reasoning, String path) {
        if (reasoning.signature() == null && !isAnswer) {
            losses.add(path, "is thinking that nobody signed: the provider takes none such, so it was left out");
            return null;
        }
        return Json.object("reasoningContent", Json.object("reasoningText", signed(reasoning)));
    }

    /** Thinking with its signature, if it has one. */
    static Obj signed(ChatPart.Reasoning reasoning) {
        return Json.object()
                .put("text", reasoning.text())
                .putIfPresent("signature", reasoning.signature())
                .build();
    }

    private Obj call(ChatPart.ToolCall call, String path) {
        if (call.signature() != null) {
            losses.add(path + ".signature", "has no place in this dialect and was left out");
        }
        Obj input = Inputs.of(call.arguments(), path, losses);
        return Json.object(
                "toolUse",
                Json.object("toolUseId", ToolUseIds.allowed(call.id()), "name", call.name(), "input", input));
    }

    private Obj result(ChatPart.ToolResult result, String path) {
        Obj answered = Json.object(
                "toolUseId",
                ToolUseIds.allowed(result.id()),
                "content",
                Json.from(content(result.content(), path + ".content")));
        return Json.object("toolResult", result.failed() ? answered.with("status", "error") : answered);
    }
}
