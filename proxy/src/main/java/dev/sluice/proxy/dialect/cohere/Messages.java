package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Part.Media;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.proxy.dialect.Documents;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads, maps and adds messages. */
final class Messages {
    static final String CONTENT = "content";
    static final String PLAN = "tool_plan";
    static final String CALLS = "tool_calls";

    private Messages() {}

    /** A word that nobody knows counts as the user's: it gets no more trust than that. */
    static Role role(@Nullable String word) {
        return switch (word) {
            case "system", "developer" -> Role.SYSTEM;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            case null, default -> Role.USER;
        };
    }

    static Message read(Obj message) {
        Role role = role(message.text("role"));
        if (role == Role.TOOL) {
            String text = content(message.get(CONTENT)).stream()
                    .map(part -> part instanceof Part.Text words ? words.text() : "")
                    .collect(Collectors.joining("\n"));
            return new Message(role, List.of(new Part.ToolResult(Texts.orEmpty(message.text("tool_call_id")), text)));
        }
        List<Part> parts = new ArrayList<>();
        if (message.text(PLAN) != null) {
            parts.add(new Part.Text(Texts.orEmpty(message.text(PLAN))));
        }
        parts.addAll(content(message.get(CONTENT)));
        Texts.objects(message.get(CALLS)).map(Messages::call).forEach(parts::add);
        return new Message(role, parts);
    }

    private static Part call(Obj call) {
        Obj function = call.object("function") == null ? call : call.object("function");
        return new Part.ToolCall(
                Texts.orEmpty(call.text("id")),
                Texts.orEmpty(function.text("name")),
                Texts.orEmpty(function.text("arguments")));
    }

    private static List<Part> content(@Nullable Json content) {
        return switch (content) {
            case Str text -> List.of(new Part.Text(text.value()));
            case Arr parts ->
                parts.stream()
                        .map(part -> part instanceof Obj object ? part(object) : new Part.Text(Texts.string(part)))
                        .toList();
            case null, default -> List.of();
        };
    }

    private static Part part(Obj part) {
        String type = Texts.orEmpty(part.text("type"));
        return switch (type) {
            case "text" -> new Part.Text(Texts.orEmpty(part.text("text")));
            case "thinking" -> new Part.Reasoning(Texts.orEmpty(part.text("thinking")));
            case "image_url" -> image(Texts.string(part.at("/image_url/url")));
            case "document" -> new Part.Text(Documents.words(part.get("document")));
            default -> new Part.Unknown(type);
        };
    }

    private static Media image(String url) {
        boolean inline = url.startsWith("data:");
        int end = url.indexOf(';');
        String type = inline && end > 0 ? url.substring("data:".length(), end) : null;
        return new Media(Media.Kind.IMAGE, type, inline ? null : url, inline ? url.length() : 0);
    }

    static Obj map(Obj message, TextMapper mapper) {
        Role role = role(message.text("role"));
        TextKind kind = role == Role.TOOL ? TextKind.TOOL_RESULT : TextKind.CONTENT;
        return Edits.members(message, (name, value) -> switch (name) {
            case CONTENT -> mapContent(value, role, kind, mapper);
            case PLAN -> Edits.text(value, text -> mapper.map(role, TextKind.CONTENT, text));
            case CALLS -> Edits.eachObject(value, call -> mapCall(call, role, mapper));
            default -> value;
        });
    }

    private static Json mapContent(Json content, Role role, TextKind kind, TextMapper mapper) {
        if (content instanceof Str) {
            return Edits.text(content, text -> mapper.map(role, kind, text));
        }
        return Edits.eachObject(
                content,
                part -> Edits.members(part, (name, value) -> switch (name) {
                    case "text" -> Edits.text(value, text -> mapper.map(role, kind, text));
                    case "thinking" -> Edits.text(value, text -> mapper.map(role, TextKind.REASONING, text));
                    case "document" -> mapDocument(value, role, kind, mapper);
                    default -> value;
                }));
    }

    /** A document is a text, or an object with texts in it; its id is none. */
    static Json mapDocument(Json document, Role role, TextKind kind, TextMapper mapper) {
        if (document instanceof Obj object && object.get("data") != null) {
            return object.update("data", data -> Documents.strings(data, text -> mapper.map(role, kind, text)));
        }
        return document instanceof Str
                ? Edits.text(document, text -> mapper.map(role, kind, text))
                : Documents.strings(document, text -> mapper.map(role, kind, text));
    }

    private static Obj mapCall(Obj call, Role role, TextMapper mapper) {
        return call.update(
                "function",
                function -> Edits.object(
                        function,
                        called -> called.update(
                                "arguments",
                                arguments -> Edits.text(
                                        arguments, text -> mapper.map(role, TextKind.TOOL_ARGUMENTS, text)))));
    }

    /** A new message of plain words; a tool's needs a call that it answers, so here it is the user's. */
    static Obj of(Message message) {
        String role = switch (message.role()) {
            case SYSTEM -> "system";
            case ASSISTANT -> "assistant";
            case USER, TOOL -> "user";
        };
        return Json.object("role", role, CONTENT, Texts.content(message, "text"));
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
