package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Part.Media;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.proxy.dialect.Documents;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.Texts;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads and maps one part of a request's content. */
final class PartLens {
    private static final String RESPONSE = "functionResponse";

    private PartLens() {}

    /** Whether a part is what a function answered. */
    static boolean isResult(Obj part) {
        return Spelling.object(part, RESPONSE) != null;
    }

    static Part read(Obj part) {
        for (Member member : part) {
            Part read = read(Spelling.camel(member.name()), member.value(), part);
            if (read != null) {
                return read;
            }
        }
        return new Part.Unknown(part.isEmpty() ? "" : part.members().getFirst().name());
    }

    private static @Nullable Part read(String name, Json value, Obj part) {
        return switch (name) {
            case "text" -> value instanceof Str text ? words(text.value(), part) : null;
            case "functionCall" -> value instanceof Obj call ? call(call) : null;
            case RESPONSE -> value instanceof Obj response ? result(response) : null;
            case "inlineData" -> value instanceof Obj data ? inline(data) : null;
            case "fileData" -> value instanceof Obj file ? file(file) : null;
            case "executableCode" -> value instanceof Obj code ? code(code) : null;
            case "codeExecutionResult" ->
                value instanceof Obj result
                        ? new Part.ToolResult(id(result), Texts.orEmpty(Spelling.text(result, "output")))
                        : null;
            default -> null;
        };
    }

    private static Part words(String text, Obj part) {
        return Boolean.TRUE.equals(part.bool("thought")) ? new Part.Reasoning(text) : new Part.Text(text);
    }

    private static Part call(Obj call) {
        Json args = Spelling.get(call, "args");
        return new Part.ToolCall(id(call), Texts.orEmpty(call.text("name")), args == null ? "{}" : args.toString());
    }

    private static Part code(Obj code) {
        String written = Texts.orEmpty(code.text("code"));
        return new Part.ToolCall(
                id(code), "code_execution", Json.object("code", written).toString());
    }

    private static Part result(Obj response) {
        String id = id(response);
        Json said = Spelling.get(response, "response");
        String name = Texts.orEmpty(response.text("name"));
        return new Part.ToolResult(id.isEmpty() ? name : id, said == null ? "" : words(said));
    }

    /** What a function said: the text in a document that holds nothing else, or else the document. */
    private static String words(Json response) {
        boolean bare = response instanceof Obj object && object.size() == 1;
        Json only = bare ? ((Obj) response).members().getFirst().value() : response;
        return only instanceof Str text ? text.value() : response.toString();
    }

    private static Part inline(Obj data) {
        String type = Spelling.text(data, "mimeType");
        return new Media(
                kind(type),
                type,
                null,
                Texts.orEmpty(Spelling.text(data, "data")).length());
    }

    private static Part file(Obj file) {
        String type = Spelling.text(file, "mimeType");
        return new Media(kind(type), type, Spelling.text(file, "fileUri"), 0);
    }

    /** The kind of a media type; a file if it says nothing. */
    static Media.Kind kind(@Nullable String mediaType) {
        String type = mediaType == null ? "" : mediaType;
        return type.startsWith("image/")
                ? Media.Kind.IMAGE
                : type.startsWith("audio/")
                        ? Media.Kind.AUDIO
                        : type.startsWith("video/") ? Media.Kind.VIDEO : Media.Kind.FILE;
    }

    private static String id(Obj of) {
        return Texts.orEmpty(of.text("id"));
    }

    static Obj map(Obj part, Role role, TextMapper mapper) {
        TextKind words = Boolean.TRUE.equals(part.bool("thought")) ? TextKind.REASONING : TextKind.CONTENT;
        return Spelling.members(part, (name, value) -> switch (name) {
            case "text" -> Edits.text(value, text -> mapper.map(role, words, text));
            case "functionCall" ->
                inner(
                        value,
                        "args",
                        args -> Documents.edit(args, text -> mapper.map(role, TextKind.TOOL_ARGUMENTS, text)));
            case RESPONSE -> inner(value, "response", response -> Documents.strings(response, result(mapper)));
            case "executableCode" ->
                inner(value, "code", code -> Edits.text(code, text -> mapper.map(role, TextKind.TOOL_INPUT, text)));
            case "codeExecutionResult" -> inner(value, "output", output -> Edits.text(output, result(mapper)));
            default -> value;
        });
    }

    private static UnaryOperator<String> result(TextMapper mapper) {
        return text -> mapper.map(Role.TOOL, TextKind.TOOL_RESULT, text);
    }

    private static Json inner(Json value, String member, UnaryOperator<Json> edit) {
        return Edits.object(
                value,
                object -> Spelling.members(object, (name, inner) -> name.equals(member) ? edit.apply(inner) : inner));
    }
}
