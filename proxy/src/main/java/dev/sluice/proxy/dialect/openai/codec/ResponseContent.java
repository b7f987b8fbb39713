package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/** Writes content of messages for responses. */
final class ResponseContent {

    private ResponseContent() {}

    /** A part of a message; null, and noted, if there is no such part. */
    static @Nullable Obj part(ChatPart part, boolean byModel, String path, Losses losses) {
        return switch (part) {
            case ChatPart.Text text -> {
                if (!text.citations().isEmpty()) {
                    losses.add(path + ".citations", Lost.CITATIONS);
                }
                yield text(text.text(), byModel);
            }
            case ChatPart.Refusal refusal when byModel -> Json.object("type", "refusal", "refusal", refusal.text());
            case ChatPart.Media media when !byModel -> media(media, path, losses);
            case ChatPart.CachePoint point -> mapped(path + ".cache_control", Lost.CACHE, losses);
            case ChatPart.Reasoning thought ->
                lost(
                        path + ".reasoning",
                        "was left out: thinking that OpenAI has not signed it does not take back",
                        losses);
            case ChatPart.RedactedReasoning thought -> lost(path + ".reasoning", Lost.THINKING, losses);
            default ->
                lost(path, "has a " + Lost.name(part) + ", which this role cannot say, and was left out", losses);
        };
    }

    private static Obj text(String text, boolean byModel) {
        return byModel
                ? Json.object("type", "output_text", "text", text, "annotations", Json.array())
                : Json.object("type", "input_text", "text", text);
    }

    private static @Nullable Obj media(ChatPart.Media media, String path, Losses losses) {
        return switch (media.kind()) {
            case IMAGE -> image(media, path, losses);
            case FILE -> file(media, path, losses);
            case AUDIO -> lost(path, "has sound, which responses cannot take, and was left out", losses);
            case VIDEO -> lost(path, "has a video, which responses cannot take, and was left out", losses);
        };
    }

    private static @Nullable Obj image(ChatPart.Media media, String path, Losses losses) {
        Obj.Builder image = Json.object().put("type", "input_image");
        switch (media.source()) {
            case MediaSource.Url it -> image.put("image_url", it.url());
            case MediaSource.Base64 it -> image.put("image_url", DataUrl.of(media, it.data()));
            case MediaSource.FileId it -> image.put("file_id", it.id());
            case MediaSource.Plain it -> {
                return lost(path, "has an image of words, which is none, and was left out", losses);
            }
        }
        return image.putIfPresent("detail", media.detail()).build();
    }

    private static Obj file(ChatPart.Media media, String path, Losses losses) {
        Obj.Builder file = Json.object().put("type", "input_file");
        switch (media.source()) {
            case MediaSource.FileId it -> file.put("file_id", it.id());
            case MediaSource.Url it -> {
                file.put("file_url", it.url());
                if (media.mediaType() != null && !it.url().endsWith(".pdf")) {
                    losses.mapped(path + ".media_type", "was left out: OpenAI finds out what a file is");
                }
            }
            case MediaSource.Base64 it ->
                file.put("filename", Lost.fileName(media)).put("file_data", DataUrl.of(media, it.data()));
            case MediaSource.Plain it -> {
                losses.mapped(path + ".file", Lost.PLAIN);
                file.put("filename", Lost.fileName(media))
                        .put("file_data", DataUrl.ofText(media.mediaType(), it.text()));
            }
        }
        return file.build();
    }

    private static @Nullable Obj mapped(String path, String reason, Losses losses) {
        losses.mapped(path, reason);
        return null;
    }

    private static @Nullable Obj lost(String path, String reason, Losses losses) {
        losses.add(path, reason);
        return null;
    }
}
