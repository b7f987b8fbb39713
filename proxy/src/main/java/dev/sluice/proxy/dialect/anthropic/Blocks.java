package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Part;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads content: a string, or a list of blocks. */
final class Blocks {

    private Blocks() {}

    static List<Part> read(@Nullable Json content) {
        return switch (content) {
            case Str text -> List.of(new Part.Text(text.value()));
            case Arr blocks -> blocks.stream().flatMap(Blocks::block).toList();
            case null, default -> List.of();
        };
    }

    private static Stream<Part> block(Json json) {
        return json instanceof Obj block ? block(block) : Stream.of(new Part.Unknown(""));
    }

    private static Stream<Part> block(Obj block) {
        String type = Texts.orEmpty(block.text("type"));
        return switch (type) {
            case "text" -> Stream.of(new Part.Text(Texts.orEmpty(block.text("text"))));
            case "thinking" -> Stream.of(new Part.Reasoning(Texts.orEmpty(block.text("thinking"))));
            case "tool_use", "server_tool_use", "mcp_tool_use" -> Stream.of(call(block));
            case "image" -> Stream.of(media(Part.Media.Kind.IMAGE, block));
            case "document" -> document(block);
            case "search_result" -> read(block.get("content")).stream();
            case "compaction" -> Stream.of(new Part.Text(Texts.orEmpty(block.text("content"))));
            default -> Stream.of(isResult(type) ? result(block) : new Part.Unknown(type));
        };
    }

    /** What a tool answered: the application's own, or one that the provider has run. */
    static boolean isResult(String type) {
        return type.equals("tool_result") || type.endsWith("_tool_result");
    }

    private static Part call(Obj block) {
        Json input = block.get("input");
        return new Part.ToolCall(
                Texts.orEmpty(block.text("id")),
                Texts.orEmpty(block.text("name")),
                input == null ? "" : input.toString());
    }

    private static Part result(Obj block) {
        return new Part.ToolResult(Texts.orEmpty(block.text("tool_use_id")), text(block.get("content")));
    }

    private static String text(@Nullable Json content) {
        return read(content).stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Part> document(Obj block) {
        Obj source = block.object("source");
        if (source == null) {
            return Stream.of(media(Part.Media.Kind.FILE, block));
        }
        return switch (Texts.orEmpty(source.text("type"))) {
            case "text" -> Stream.of(new Part.Text(Texts.orEmpty(source.text("data"))));
            case "content" -> read(source.get("content")).stream();
            default -> Stream.of(media(Part.Media.Kind.FILE, block));
        };
    }

    private static Part media(Part.Media.Kind kind, Obj block) {
        Obj source = block.object("source");
        if (source == null) {
            return new Part.Media(kind, null, null, 0);
        }
        String data = source.text("data");
        String url = source.has("url") ? source.text("url") : source.text("file_id");
        return new Part.Media(kind, source.text("media_type"), url, data == null ? 0 : data.length());
    }
}
