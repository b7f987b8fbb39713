package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.MediaSources;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what blocks say.
 *
 * @param losses takes blocks and fields that there is no word for
 */
record ConverseBlockReader(Losses losses) {

    private static final String LEFT_OUT = "is a block that cannot be carried over, and was left out";

    List<ChatPart> content(@Nullable Arr blocks, String path) {
        List<ChatPart> parts = new ArrayList<>();
        for (int i = 0; blocks != null && i < blocks.size(); i++) {
            String at = path + "[" + i + "]";
            ChatPart part = blocks.get(i) instanceof Obj block && !block.isEmpty()
                    ? part(block.members().getFirst(), at)
                    : null;
            if (part == null) {
                losses.add(at, LEFT_OUT);
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    private @Nullable ChatPart part(Member block, String path) {
        String kind = block.name();
        if (block.value() instanceof Str text) {
            return kind.equals("text") ? new ChatPart.Text(text.value()) : null;
        }
        if (kind.equals("json")) {
            return new ChatPart.Text(block.value().toString());
        }
        return block.value() instanceof Obj value
                ? part(kind, Fields.of(value, path + "." + kind, losses), path)
                : null;
    }

    private @Nullable ChatPart part(String kind, Fields value, String path) {
        ChatPart part = switch (kind) {
            case "toolUse" -> call(value);
            case "toolResult" -> result(value, path);
            case "reasoningContent" -> reasoning(value);
            case "cachePoint" -> new ChatPart.CachePoint(value.skip("type").text("ttl"));
            case "citationsContent" -> cited(value);
            case "image" -> media(Kind.IMAGE, "image/", value);
            case "video" -> media(Kind.VIDEO, "video/", value);
            case "audio" -> media(Kind.AUDIO, "audio/", value);
            case "document" -> document(value);
            case "guardContent" -> guarded(value);
            case "searchResult" -> found(value);
            default -> null;
        };
        if (part != null) {
            value.rest();
        }
        return part;
    }

    private static ChatPart call(Fields use) {
        Json input = use.any("input");
        return new ChatPart.ToolCall(
                use.textOrEmpty("toolUseId"), use.textOrEmpty("name"), input == null ? "" : input.toString(), null);
    }

    private ChatPart result(Fields result, String path) {
        return new ChatPart.ToolResult(
                result.textOrEmpty("toolUseId"),
                "",
                content(result.array("content"), path + ".toolResult.content"),
                "error".equals(result.text("status")));
    }

    private static @Nullable ChatPart reasoning(Fields reasoning) {
        Obj text = reasoning.object("reasoningText");
        if (text != null) {
            return new ChatPart.Reasoning(Texts.orEmpty(text.text("text")), text.text("signature"));
        }
        String redacted = reasoning.text("redactedContent");
        return redacted == null ? null : new ChatPart.RedactedReasoning(redacted);
    }

    private static ChatPart cited(Fields value) {
        String words = Texts.objects(value.any("content"))
                .map(part -> Texts.orEmpty(part.text("text")))
                .collect(Collectors.joining());
        List<Citation> citations = Texts.objects(value.any("citations"))
                .map(ConverseCitations::read)
                .toList();
        return new ChatPart.Text(words, citations);
    }

    private ChatPart document(Fields value) {
        value.lose("context", "was left out");
        value.lose("citations", "cannot be asked for");
        String name = value.text("name");
        ChatPart.Media media = media(Kind.FILE, "", value);
        return new ChatPart.Media(media.kind(), media.mediaType(), media.source(), name, null);
    }

    /** What a guardrail of the provider's is to look at is said like the rest where there is none. */
    private @Nullable ChatPart guarded(Fields value) {
        Obj text = value.object("text");
        if (text != null) {
            Fields words = Fields.of(text, value.at("text"), losses);
            words.lose("qualifiers", "say what the provider's own guardrail is to look at, and were left out");
            return new ChatPart.Text(words.textOrEmpty("text"));
        }
        Obj image = value.object("image");
        return image == null ? null : media(Kind.IMAGE, "image/", Fields.of(image, value.at("image"), losses));
    }

    private static ChatPart found(Fields value) {
        value.lose("source", "was left out");
        value.lose("citations", "cannot be asked for");
        String words = words(Json.object("content", value.any("content")));
        return new ChatPart.Media(Kind.FILE, "text/plain", new MediaSource.Plain(words), value.text("title"), null);
    }

    private static ChatPart.Media media(Kind kind, String family, Fields value) {
        String format = value.text("format");
        return new ChatPart.Media(
                kind, format == null ? null : Formats.mediaType(family, format), source(kind, value), null, null);
    }

    private static MediaSource source(Kind kind, Fields value) {
        Obj source = value.object("source");
        MediaSource found = source == null || source.isEmpty() ? new MediaSource.Base64("") : source(source);
        if (found instanceof MediaSource.Plain && kind != Kind.FILE) {
            throw MediaSources.missing(value.at("source")); // None but documents are words.
        }
        return MediaSources.given(found, value.at("source"));
    }

    private static MediaSource source(Obj source) {
        if (source.text("bytes") != null) {
            return new MediaSource.Base64(Texts.orEmpty(source.text("bytes")));
        }
        Json uri = source.at("/s3Location/uri");
        if (uri != null) {
            return new MediaSource.Url(Texts.string(uri));
        }
        String text = source.text("text");
        return new MediaSource.Plain(text == null ? words(source) : text);
    }

    private static String words(Obj source) {
        return Texts.objects(source.get("content"))
                .map(part -> Texts.orEmpty(part.text("text")))
                .collect(Collectors.joining("\n"));
    }
}
