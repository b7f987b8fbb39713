package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;

/** Reads and maps one message of chat completions. */
final class ChatMessages {

    private static final List<String> REASONING = List.of("reasoning_content", "reasoning");

    private ChatMessages() {}

    static Message read(Obj message) {
        Role role = Roles.read(message.text("role"));
        return new Message(role, role == Role.TOOL ? result(message) : parts(message));
    }

    private static List<Part> result(Obj message) {
        String id = Texts.orEmpty(message.text(message.has("tool_call_id") ? "tool_call_id" : "name"));
        return List.of(new Part.ToolResult(id, ContentParts.text(message.get("content"))));
    }

    private static List<Part> parts(Obj message) {
        List<Part> parts = new ArrayList<>();
        for (String name : REASONING) {
            if (message.get(name) instanceof Str reasoning) {
                parts.add(new Part.Reasoning(reasoning.value()));
            }
        }
        parts.addAll(ContentParts.read(message.get("content")));
        if (message.get("refusal") instanceof Str refusal) {
            parts.add(new Part.Text(refusal.value()));
        }
        if (message.has("tool_calls")) {
            Texts.objects(message.get("tool_calls")).map(ChatMessages::call).forEach(parts::add);
        }
        if (message.get("function_call") instanceof Obj function) {
            parts.add(function("", function));
        }
        return parts;
    }

    private static Part call(Obj call) {
        String id = Texts.orEmpty(call.text("id"));
        return switch (call.get("function")) {
            case Obj function -> function(id, function);
            case null, default ->
                call.get("custom") instanceof Obj custom
                        ? new Part.ToolCall(id, Texts.orEmpty(custom.text("name")), Texts.orEmpty(custom.text("input")))
                        : new Part.Unknown(Texts.orEmpty(call.text("type")));
        };
    }

    private static Part function(String id, Obj function) {
        return new Part.ToolCall(id, Texts.orEmpty(function.text("name")), Texts.orEmpty(function.text("arguments")));
    }

    static Obj map(Obj message, TextMapper mapper) {
        Role role = Roles.read(message.text("role"));
        TextKind content = role == Role.TOOL ? TextKind.TOOL_RESULT : TextKind.CONTENT;
        return Edits.members(message, (name, value) -> switch (name) {
            case "content" ->
                ContentParts.map(
                        value, (kind, text) -> mapper.map(role, kind == TextKind.CONTENT ? content : kind, text));
            case "refusal" -> Edits.text(value, text -> mapper.map(role, TextKind.CONTENT, text));
            // Who is speaking; beside a tool's result it says which tool, and has to stay.
            case "name" ->
                role == Role.TOOL ? value : Edits.text(value, text -> mapper.map(role, TextKind.CONTENT, text));
            case "reasoning_content", "reasoning" ->
                Edits.text(value, text -> mapper.map(role, TextKind.REASONING, text));
            case "tool_calls" -> Edits.eachObject(value, call -> mapCall(call, role, mapper));
            case "function_call" -> Edits.object(value, function -> mapCalled(function, role, mapper));
            default -> value;
        });
    }

    private static Obj mapCall(Obj call, Role role, TextMapper mapper) {
        return Edits.members(call, (name, value) -> switch (name) {
            case "function", "custom" -> Edits.object(value, called -> mapCalled(called, role, mapper));
            default -> value;
        });
    }

    private static Obj mapCalled(Obj called, Role role, TextMapper mapper) {
        return Edits.members(called, (name, value) -> mapInput(name, value, role, mapper));
    }

    private static Json mapInput(String name, Json value, Role role, TextMapper mapper) {
        return switch (name) {
            case "arguments" -> Edits.text(value, text -> mapper.map(role, TextKind.TOOL_ARGUMENTS, text));
            case "input" -> Edits.text(value, text -> mapper.map(role, TextKind.TOOL_INPUT, text));
            default -> value;
        };
    }
}
