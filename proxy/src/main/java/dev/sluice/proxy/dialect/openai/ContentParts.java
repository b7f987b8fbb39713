package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and maps {@code content}: a string, or a list of parts as chat completions and responses write them. */
final class ContentParts {

    private ContentParts() {}

    static List<Part> read(@Nullable Json content) {
        return switch (content) {
            case Str text -> List.of(new Part.Text(text.value()));
            case Arr parts -> parts.stream().map(ContentParts::part).toList();
            case null, default -> List.of();
        };
    }

    /** The words of a content, joined by line feeds. */
    static String text(@Nullable Json content) {
        return read(content).stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }

    private static Part part(Json json) {
        return switch (json) {
            case Str text -> new Part.Text(text.value());
            case Obj part -> part(part);
            default -> new Part.Unknown("");
        };
    }

    private static Part part(Obj part) {
        String type = Texts.orEmpty(part.text("type"));
        return switch (type) {
            case "text", "input_text", "output_text", "summary_text" -> new Part.Text(Texts.orEmpty(part.text("text")));
            case "reasoning_text" -> new Part.Reasoning(Texts.orEmpty(part.text("text")));
            case "refusal" -> new Part.Text(Texts.orEmpty(part.text("refusal")));
            case "thinking" -> new Part.Reasoning(text(part.get("thinking")));
            default -> MediaParts.read(type, part);
        };
    }

    /** Maps a content; {@code map} is told whether a text is content or reasoning. */
    static Json map(Json content, BiFunction<TextKind, String, String> map) {
        return switch (content) {
            case Str text -> Edits.text(text, value -> map.apply(TextKind.CONTENT, value));
            case Arr parts -> parts.map(part -> mapPart(part, map));
            default -> content;
        };
    }

    private static Json mapPart(Json json, BiFunction<TextKind, String, String> map) {
        if (!(json instanceof Obj part)) {
            return Edits.text(json, text -> map.apply(TextKind.CONTENT, text));
        }
        TextKind kind = "reasoning_text".equals(part.text("type")) ? TextKind.REASONING : TextKind.CONTENT;
        return Edits.members(part, (name, value) -> switch (name) {
            case "text" -> Edits.text(value, text -> map.apply(kind, text));
            case "refusal" -> Edits.text(value, text -> map.apply(TextKind.CONTENT, text));
            case "thinking" -> map(value, (ignored, text) -> map.apply(TextKind.REASONING, text));
            default -> value;
        });
    }
}
