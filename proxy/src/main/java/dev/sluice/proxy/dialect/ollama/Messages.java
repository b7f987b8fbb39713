package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.proxy.dialect.Documents;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads, maps and adds messages. */
final class Messages {

    private Messages() {}

    /** A word that nobody knows counts as the user's: it gets no more trust than that. */
    static Role role(@Nullable String word) {
        return switch (word) {
            case "system" -> Role.SYSTEM;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            case null, default -> Role.USER;
        };
    }

    static Message read(Obj message) {
        Role role = role(message.text("role"));
        String content = message.text("content");
        List<Part> parts = new ArrayList<>();
        if (message.text(Form.THINKING) != null) {
            parts.add(new Part.Reasoning(Texts.orEmpty(message.text(Form.THINKING))));
        }
        if (role == Role.TOOL) {
            String id = message.text(message.has("tool_call_id") ? "tool_call_id" : "tool_name");
            parts.add(new Part.ToolResult(Texts.orEmpty(id), Texts.orEmpty(content)));
        } else if (content != null) {
            parts.add(new Part.Text(content));
        }
        images(message.get("images")).forEach(parts::add);
        Texts.objects(message.get(Form.CALLS)).map(Messages::call).forEach(parts::add);
        return new Message(role, parts);
    }

    private static Part call(Obj call) {
        Obj function = call.object("function") == null ? call : call.object("function");
        Json arguments = function.get("arguments");
        return new Part.ToolCall(
                Texts.orEmpty(call.text("id")),
                Texts.orEmpty(function.text("name")),
                arguments == null ? "{}" : arguments.toString());
    }

    /** Images are always in the document. */
    static Stream<Part> images(@Nullable Json images) {
        return images instanceof Arr all
                ? all.stream()
                        .filter(Str.class::isInstance)
                        .map(image -> new Part.Media(
                                Part.Media.Kind.IMAGE,
                                null,
                                null,
                                ((Str) image).value().length()))
                : Stream.empty();
    }

    static Obj map(Obj message, TextMapper mapper) {
        Role role = role(message.text("role"));
        TextKind content = role == Role.TOOL ? TextKind.TOOL_RESULT : TextKind.CONTENT;
        return Edits.members(message, (name, value) -> switch (name) {
            case "content" -> Edits.text(value, text -> mapper.map(role, content, text));
            case Form.THINKING -> Edits.text(value, text -> mapper.map(role, TextKind.REASONING, text));
            case Form.CALLS -> Edits.eachObject(value, call -> mapCall(call, role, mapper));
            default -> value;
        });
    }

    private static Obj mapCall(Obj call, Role role, TextMapper mapper) {
        return call.update(
                "function",
                function -> Edits.object(
                        function,
                        called -> called.update(
                                "arguments",
                                arguments -> Documents.edit(
                                        arguments, text -> mapper.map(role, TextKind.TOOL_ARGUMENTS, text)))));
    }

    /** A new message of plain words; a tool's needs a call that it answers, so here it is the user's. */
    static Obj of(Message message) {
        String role = switch (message.role()) {
            case SYSTEM -> "system";
            case ASSISTANT -> "assistant";
            case USER, TOOL -> "user";
        };
        return Json.object("role", role, "content", message.text());
    }

    static Arr insert(Arr messages, Json added, Place place) {
        return switch (place) {
            case FIRST -> messages.insert(0, added);
            case BEFORE_LAST_USER -> messages.insert(lastUser(messages), added);
            case LAST -> messages.plus(added);
        };
    }

    private static int lastUser(Arr messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof Obj message && "user".equals(message.text("role"))) {
                return i;
            }
        }
        return messages.size();
    }
}
