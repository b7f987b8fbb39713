package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the messages of chat completions. */
final class MessageWriter {

    private final Losses losses;
    private final List<Obj> messages = new ArrayList<>();

    private MessageWriter(Losses losses) {
        this.losses = losses;
    }

    static List<Obj> write(List<Turn> turns, Losses losses) {
        MessageWriter writer = new MessageWriter(losses);
        turns.forEach(writer::turn);
        return writer.messages;
    }

    private void turn(Turn turn) {
        String path = "messages[" + messages.size() + "]";
        switch (turn.role()) {
            case SYSTEM -> said("system", turn, path);
            case USER -> said("user", turn, path);
            case ASSISTANT -> answered(turn, path);
            case TOOL -> turn.parts().forEach(this::result);
        }
    }

    private void said(String role, Turn turn, String path) {
        messages.add(Json.object("role", role, "content", ChatContent.of(turn.parts(), path, losses)));
    }

    private void answered(Turn turn, String path) {
        List<ChatPart> content = new ArrayList<>();
        List<Obj> calls = new ArrayList<>();
        StringBuilder refusal = new StringBuilder();
        for (ChatPart part : turn.parts()) {
            switch (part) {
                case ChatPart.Reasoning thought -> losses.add(path + ".reasoning", Lost.THINKING);
                case ChatPart.RedactedReasoning thought -> losses.add(path + ".reasoning", Lost.THINKING);
                case ChatPart.Refusal said -> refusal.append(said.text());
                case ChatPart.ToolCall call -> calls.add(call(call, path));
                default -> content.add(part);
            }
        }
        if (content.isEmpty() && calls.isEmpty() && refusal.isEmpty()) {
            return; // All of it was thinking.
        }
        Obj message = Json.object(
                "role", "assistant", "content", content.isEmpty() ? Null.NULL : ChatContent.of(content, path, losses));
        Obj refused = refusal.isEmpty() ? message : message.with("refusal", refusal.toString());
        messages.add(calls.isEmpty() ? refused : refused.with("tool_calls", Json.from(calls)));
    }

    private Obj call(ChatPart.ToolCall call, String path) {
        if (call.signature() != null) {
            losses.add(path + ".tool_calls.signature", Lost.SIGNATURE);
        }
        return call(call.id(), call.name(), call.arguments());
    }

    static Obj call(String id, String name, String arguments) {
        return Json.object(
                "id", id, "type", "function", "function", Json.object("name", name, "arguments", orNothing(arguments)));
    }

    /** Clients parse the arguments, be there any or not. */
    static String orNothing(String arguments) {
        return arguments.isEmpty() ? "{}" : arguments;
    }

    private void result(ChatPart part) {
        String path = "messages[" + messages.size() + "]";
        if (!(part instanceof ChatPart.ToolResult result)) {
            losses.add(path, "has a " + Lost.name(part) + " among the results of tools and was left out");
            return;
        }
        if (result.failed()) {
            losses.mapped(path + ".is_error", Lost.FAILED);
        }
        if (result.content().stream().anyMatch(ChatPart.Media.class::isInstance)) {
            losses.add(
                    path + ".content",
                    "has media, which a tool's result cannot in chat completions, and were left out");
        }
        String text = result.content().stream()
                .filter(ChatPart.Text.class::isInstance)
                .map(said -> ((ChatPart.Text) said).text())
                .collect(Collectors.joining("\n"));
        messages.add(Json.object("role", "tool", "tool_call_id", result.id(), "content", text));
    }
}
