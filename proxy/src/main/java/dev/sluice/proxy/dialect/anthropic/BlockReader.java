package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.MediaSources;
import dev.sluice.proxy.dialect.MediaTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what blocks say.
 *
 * @param losses takes blocks and fields that there is no word for
 */
record BlockReader(Losses losses) {

    private static final String PROVIDERS_OWN = "is of a tool that only the provider can run, and was left out";

    /** A string, or a list of blocks; a mark for the cache follows the block that has it. */
    List<ChatPart> content(@Nullable Json content, String path) {
        List<ChatPart> parts = new ArrayList<>();
        switch (content) {
            case Str text -> parts.add(new ChatPart.Text(text.value()));
            case Arr blocks -> {
                for (int i = 0; i < blocks.size(); i++) {
                    block(blocks.get(i), path + "[" + i + "]", parts);
                }
            }
            case null, default -> {
                // No content; whether it may be missing is the provider's to say.
            }
        }
        return parts;
    }

    private void block(Json json, String path, List<ChatPart> parts) {
        if (!(json instanceof Obj block)) {
            losses.add(path, "is no block and was left out");
            return;
        }
        Fields fields = Fields.of(block, path, losses);
        ChatPart part = part(fields, path);
        if (part != null) {
            parts.add(part);
            ChatPart.CachePoint point = cachePoint(fields);
            if (point != null) {
                parts.add(point);
            }
            fields.skip("caller").rest();
        }
    }

    /** What the mark of a block or a tool says; null if it has none. */
    static ChatPart.@Nullable CachePoint cachePoint(Fields fields) {
        Obj mark = fields.object("cache_control");
        return mark == null ? null : new ChatPart.CachePoint(mark.text("ttl"));
    }

    /** What one block says; null if there is no word for it, which the losses tell. */
    @Nullable ChatPart part(Fields fields, String path) {
        String type = fields.textOrEmpty("type");
        return switch (type) {
            case "text" -> new ChatPart.Text(fields.textOrEmpty("text"), citations(fields, path));
            case "thinking" -> new ChatPart.Reasoning(fields.textOrEmpty("thinking"), filled(fields.text("signature")));
            case "redacted_thinking" -> new ChatPart.RedactedReasoning(fields.textOrEmpty("data"));
            case "tool_use" -> call(fields);
            case "tool_result" -> result(fields, path);
            case "image" -> media(Kind.IMAGE, fields, path);
            case "document" -> document(fields, path);
            case "search_result" -> found(fields, path);
            default -> {
                losses.add(path, lost(type));
                yield null;
            }
        };
    }

    private static String lost(String type) {
        boolean isProviders = type.equals("server_tool_use") || type.equals("mcp_tool_use") || Blocks.isResult(type);
        return isProviders ? PROVIDERS_OWN : "is a block of a kind that cannot be carried over, and was left out";
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private List<Citation> citations(Fields fields, String path) {
        Arr all = fields.array("citations");
        List<Citation> read = new ArrayList<>();
        for (int i = 0; all != null && i < all.size(); i++) {
            if (all.get(i) instanceof Obj citation) {
                read.add(Citations.read(citation, path + ".citations[" + i + "]", losses));
            }
        }
        return read;
    }

    private static ChatPart call(Fields fields) {
        Json input = fields.any("input");
        return new ChatPart.ToolCall(
                fields.textOrEmpty("id"), fields.textOrEmpty("name"), input == null ? "" : input.toString(), null);
    }

    private ChatPart result(Fields fields, String path) {
        return new ChatPart.ToolResult(
                fields.textOrEmpty("tool_use_id"),
                "",
                content(fields.any("content"), path + ".content"),
                Boolean.TRUE.equals(fields.truth("is_error")));
    }

    private @Nullable ChatPart document(Fields fields, String path) {
        ChatPart media = media(Kind.FILE, fields, path);
        fields.lose("context", "was left out");
        fields.lose("citations", "cannot be asked for");
        return media;
    }

    /** What the application has found, as a document of words. */
    private ChatPart found(Fields fields, String path) {
        fields.lose("source", "was left out");
        fields.lose("citations", "cannot be asked for");
        String words = joined(fields.any("content"), path + ".content");
        return new ChatPart.Media(Kind.FILE, "text/plain", new MediaSource.Plain(words), fields.text("title"), null);
    }

    private @Nullable ChatPart media(Kind kind, Fields fields, String path) {
        Obj object = fields.object("source");
        if (object == null || object.text("type") == null) {
            throw MediaSources.missing(path + ".source");
        }
        Fields source = Fields.of(object, path + ".source", losses);
        MediaSource where = source(source, path);
        if (where == null) {
            losses.add(path + ".source", "is of a kind that cannot be carried over, and was left out");
            return null;
        }
        MediaSources.given(where, path + ".source");
        String said = MediaTypes.fitting(kind, source.text("media_type"), source.at("media_type"));
        boolean isPdf = said == null && kind == Kind.FILE && where instanceof MediaSource.Url; // There are no others.
        return new ChatPart.Media(kind, isPdf ? "application/pdf" : said, where, fields.text("title"), null);
    }

    private @Nullable MediaSource source(Fields source, String path) {
        return switch (source.textOrEmpty("type")) {
            case "base64" -> new MediaSource.Base64(source.textOrEmpty("data"));
            case "url" -> new MediaSource.Url(source.textOrEmpty("url"));
            case "file" -> new MediaSource.FileId(source.textOrEmpty("file_id"));
            case "text" -> new MediaSource.Plain(source.textOrEmpty("data"));
            case "content" -> new MediaSource.Plain(words(source.any("content"), path + ".source.content"));
            default -> null;
        };
    }

    private String words(@Nullable Json content, String path) {
        if (content instanceof Arr) {
            losses.mapped(path, "was put together into one text");
        }
        return joined(content, path);
    }

    private String joined(@Nullable Json content, String path) {
        return content(content, path).stream()
                .filter(ChatPart.Text.class::isInstance)
                .map(part -> ((ChatPart.Text) part).text())
                .collect(Collectors.joining("\n"));
    }
}
