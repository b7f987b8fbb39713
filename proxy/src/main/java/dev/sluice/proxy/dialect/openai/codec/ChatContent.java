package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes content of messages for chat completions. */
final class ChatContent {

    private ChatContent() {}

    /** A string where there is one text, else parts. */
    static Json of(List<ChatPart> said, String path, Losses losses) {
        List<Obj> parts = new ArrayList<>();
        for (ChatPart part : said) {
            Obj written = part(part, path, losses);
            if (written != null) {
                parts.add(written);
            }
        }
        boolean bare = parts.size() == 1 && parts.getFirst().text("text") != null;
        return parts.isEmpty() ? Json.of("") : bare ? Json.from(parts.getFirst().get("text")) : Json.from(parts);
    }

    private static @Nullable Obj part(ChatPart part, String path, Losses losses) {
        return switch (part) {
            case ChatPart.Text text -> {
                if (!text.citations().isEmpty()) {
                    losses.add(path + ".citations", Lost.CITATIONS);
                }
                yield Json.object("type", "text", "text", text.text());
            }
            case ChatPart.Media media -> media(media, path, losses);
            case ChatPart.CachePoint point -> {
                losses.mapped(path + ".cache_control", Lost.CACHE);
                yield null;
            }
            default -> {
                losses.add(path, "has a " + Lost.name(part) + ", which this role cannot say, and was left out");
                yield null;
            }
        };
    }

    private static @Nullable Obj media(ChatPart.Media media, String path, Losses losses) {
        return switch (media.kind()) {
            case IMAGE -> image(media, path, losses);
            case AUDIO -> audio(media, path, losses);
            case FILE -> file(media, path, losses);
            case VIDEO -> lost(path, "a video", losses);
        };
    }

    private static @Nullable Obj image(ChatPart.Media media, String path, Losses losses) {
        String url = switch (media.source()) {
            case MediaSource.Url it -> it.url();
            case MediaSource.Base64 it -> DataUrl.of(media, it.data());
            default -> null;
        };
        if (url == null) {
            return lost(path, "an image by a file's id", losses);
        }
        Obj.Builder place = Json.object().put("url", url).putIfPresent("detail", media.detail());
        return Json.object("type", "image_url", "image_url", place.build());
    }

    private static @Nullable Obj audio(ChatPart.Media media, String path, Losses losses) {
        return media.source() instanceof MediaSource.Base64 bytes
                ? Json.object(
                        "type",
                        "input_audio",
                        "input_audio",
                        Json.object("data", bytes.data(), "format", AudioFormat.name(media.mediaType())))
                : lost(path, "sound that is not in the request itself", losses);
    }

    private static @Nullable Obj file(ChatPart.Media media, String path, Losses losses) {
        Obj.Builder file = Json.object();
        switch (media.source()) {
            case MediaSource.FileId it -> file.put("file_id", it.id());
            case MediaSource.Base64 it ->
                file.put("filename", Lost.fileName(media)).put("file_data", DataUrl.of(media, it.data()));
            case MediaSource.Plain it -> {
                losses.mapped(path + ".file", Lost.PLAIN);
                file.put("filename", Lost.fileName(media))
                        .put("file_data", DataUrl.ofText(media.mediaType(), it.text()));
            }
            case MediaSource.Url it -> {
                return lost(path, "a document by its URL", losses);
            }
        }
        return Json.object("type", "file", "file", file.build());
    }

    private static @Nullable Obj lost(String path, String what, Losses losses) {
        losses.add(path, "has " + what + ", which chat completions cannot take, and was left out");
        return null;
    }
}
