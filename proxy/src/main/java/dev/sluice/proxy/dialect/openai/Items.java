package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;

/** Reads and maps one item of a responses request: a message, a tool call, a tool's result, reasoning. */
final class Items {

    private static final String RESULT = "_output";

    private Items() {}

    static Message read(Obj item) {
        String type = type(item);
        Role role = role(item, type);
        return new Message(
                role,
                switch (type) {
                    case "message" -> ContentParts.read(item.get("content"));
                    case "reasoning" -> reasoning(item);
                    case "function_call", "mcp_call", "mcp_approval_request" -> List.of(call(item, "arguments"));
                    case "custom_tool_call" -> List.of(call(item, "input"));
                    case "code_interpreter_call" -> List.of(call(item, "code"));
                    default -> List.of(role == Role.TOOL ? result(item) : new Part.Unknown(type));
                });
    }

    private static List<Part> reasoning(Obj item) {
        List<Part> parts = new ArrayList<>();
        for (String name : List.of("summary", "content")) {
            Texts.objects(item.get(name))
                    .map(part -> new Part.Reasoning(Texts.orEmpty(part.text("text"))))
                    .forEach(parts::add);
        }
        return parts;
    }

    private static Part call(Obj item, String input) {
        String id = item.text(item.has("call_id") ? "call_id" : "id");
        return new Part.ToolCall(Texts.orEmpty(id), Texts.orEmpty(item.text("name")), Texts.orEmpty(item.text(input)));
    }

    private static Part result(Obj item) {
        return new Part.ToolResult(Texts.orEmpty(item.text("call_id")), ContentParts.text(item.get("output")));
    }

    static Obj map(Obj item, TextMapper mapper) {
        String type = type(item);
        Role role = role(item, type);
        return Edits.members(item, (name, value) -> switch (name) {
            case "content" ->
                ContentParts.map(
                        value,
                        (kind, text) -> mapper.map(role, type.equals("reasoning") ? TextKind.REASONING : kind, text));
            case "summary" -> ContentParts.map(value, (kind, text) -> mapper.map(role, TextKind.REASONING, text));
            case "arguments" -> Edits.text(value, text -> mapper.map(role, TextKind.TOOL_ARGUMENTS, text));
            case "input", "code" -> Edits.text(value, text -> mapper.map(role, TextKind.TOOL_INPUT, text));
            case "output" -> output(value, mapper);
            default -> value;
        });
    }

    /** A text, parts, or what shells wrote. */
    private static Json output(Json value, TextMapper mapper) {
        Json mapped = ContentParts.map(value, (kind, text) -> mapper.map(Role.TOOL, TextKind.TOOL_RESULT, text));
        return Edits.eachObject(
                mapped,
                part -> Edits.members(part, (name, inner) -> switch (name) {
                    case "stdout", "stderr" ->
                        Edits.text(inner, text -> mapper.map(Role.TOOL, TextKind.TOOL_RESULT, text));
                    default -> inner;
                }));
    }

    /** Items with a role need no type. */
    private static String type(Obj item) {
        String type = item.text("type");
        return type != null ? type : item.has("role") ? "message" : "";
    }

    private static Role role(Obj item, String type) {
        if (type.equals("message")) {
            return Roles.read(item.text("role"));
        }
        return type.endsWith(RESULT) ? Role.TOOL : Role.ASSISTANT;
    }
}
