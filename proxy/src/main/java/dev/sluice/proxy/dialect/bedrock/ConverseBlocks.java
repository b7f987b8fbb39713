package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of a conversation: objects with one member, which says what they are. */
final class ConverseBlocks {

    private ConverseBlocks() {}

    static List<Part> read(@Nullable Json content) {
        return Texts.objects(content).flatMap(ConverseBlocks::block).toList();
    }

    private static Stream<Part> block(Obj block) {
        return block.isEmpty()
                ? Stream.of(new Part.Unknown(""))
                : member(block.members().getFirst());
    }

    private static Stream<Part> member(Member member) {
        if (member.name().equals("text")) {
            return Stream.of(new Part.Text(Texts.string(member.value())));
        }
        return member.value() instanceof Obj value
                ? block(member.name(), value)
                : Stream.of(new Part.Unknown(member.name()));
    }

    private static Stream<Part> block(String kind, Obj value) {
        return switch (kind) {
            case "toolUse" -> Stream.of(call(value));
            case "toolResult" -> Stream.of(result(value));
            case "reasoningContent" -> Stream.of(reasoning(value));
            case "image" -> Stream.of(media(Kind.IMAGE, "image/", value));
            case "video" -> Stream.of(media(Kind.VIDEO, "video/", value));
            case "audio" -> Stream.of(media(Kind.AUDIO, "audio/", value));
            case "document" -> document(value);
            case "guardContent" ->
                value.object("text") == null ? Stream.of(new Part.Unknown(kind)) : guarded(value.object("text"));
            case "citationsContent", "searchResult" -> read(value.get("content")).stream();
            default -> Stream.of(new Part.Unknown(kind));
        };
    }

    private static Stream<Part> guarded(@Nullable Obj text) {
        return text == null ? Stream.empty() : Stream.of(new Part.Text(Texts.orEmpty(text.text("text"))));
    }

    private static Part call(Obj use) {
        Json input = use.get("input");
        return new Part.ToolCall(
                Texts.orEmpty(use.text("toolUseId")),
                Texts.orEmpty(use.text("name")),
                input == null ? "" : input.toString());
    }

    private static Part result(Obj result) {
        String text = Texts.objects(result.get("content"))
                .map(ConverseBlocks::answer)
                .filter(answer -> !answer.isEmpty())
                .collect(Collectors.joining("\n"));
        return new Part.ToolResult(Texts.orEmpty(result.text("toolUseId")), text);
    }

    private static String answer(Obj block) {
        Json json = block.get("json");
        return json == null ? Texts.orEmpty(block.text("text")) : json.toString();
    }

    private static Part reasoning(Obj reasoning) {
        Obj text = reasoning.object("reasoningText");
        return text == null
                ? new Part.Unknown("redactedContent")
                : new Part.Reasoning(Texts.orEmpty(text.text("text")));
    }

    private static Stream<Part> document(Obj document) {
        Obj source = document.object("source");
        if (source != null && source.text("text") != null) {
            return Stream.of(new Part.Text(Texts.orEmpty(source.text("text"))));
        }
        return source != null && source.array("content") != null
                ? read(source.get("content")).stream()
                : Stream.of(media(Kind.FILE, "", document));
    }

    private static Part media(Kind kind, String family, Obj media) {
        String format = media.text("format");
        Json bytes = media.at("/source/bytes");
        Json uri = media.at("/source/s3Location/uri");
        return new Part.Media(
                kind,
                format == null ? null : Formats.mediaType(family, format),
                uri == null ? null : Texts.string(uri),
                Texts.string(bytes).length());
    }
}
