package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the message of one choice. */
final class AnswerWriter {

    private final Losses losses;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final List<Citation> citations = new ArrayList<>();
    private final List<Obj> details = new ArrayList<>();
    private final List<Obj> calls = new ArrayList<>();
    private boolean spoke;
    private boolean signed;

    private AnswerWriter(Losses losses) {
        this.losses = losses;
    }

    static Obj write(List<ChatPart> parts, Losses losses) {
        AnswerWriter writer = new AnswerWriter(losses);
        parts.forEach(writer::part);
        return writer.message();
    }

    private void part(ChatPart part) {
        switch (part) {
            case ChatPart.Text text -> {
                spoke = true;
                content.append(text.text());
                citations.addAll(text.citations());
            }
            case ChatPart.Refusal words -> refusal.append(words.text());
            case ChatPart.Reasoning thought -> {
                thinking.append(thought.text());
                signed |= thought.signature() != null;
                details.add(thought(thought.text(), thought.signature()));
            }
            case ChatPart.RedactedReasoning thought -> {
                signed = true;
                details.add(redacted(thought.data()));
            }
            case ChatPart.ToolCall call ->
                calls.add(signed(MessageWriter.call(call.id(), call.name(), call.arguments()), call.signature()));
            default -> losses.add("message", "has a " + Lost.name(part) + " and was left out");
        }
    }

    private Obj message() {
        Obj.Builder message = Json.object().put("role", "assistant").put("content", spoke ? content.toString() : null);
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking.toString());
        }
        if (signed) {
            message.put("reasoning_details", details);
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        return message.put("annotations", ChatReplies.CITATIONS.write(citations, losses))
                .build();
    }

    static Obj thought(@Nullable String text, @Nullable String signature) {
        return Json.object()
                .put("type", "reasoning.text")
                .putIfPresent("text", text)
                .putIfPresent("signature", signature)
                .build();
    }

    static Obj redacted(String data) {
        return Json.object("type", "reasoning.encrypted", "data", data);
    }

    static Obj signed(Obj call, @Nullable String signature) {
        return signature == null
                ? call
                : call.with("extra_content", Json.object("google", Json.object("thought_signature", signature)));
    }
}
