package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures and documents.
 *
 * @param losses takes media that the dialect has no block for
 */
record MediaBlocks(Losses losses) {

    private static final String PDF = "application/pdf";

    /** The block of a medium; null if there is none for it. */
    @Nullable Obj write(ChatPart.Media media, String path) {
        if (media.detail() != null) {
            losses.add(path + ".detail", "is the provider's choice here");
        }
        return switch (media.kind()) {
            case IMAGE -> image(media, path);
            case FILE -> document(media, path);
            case AUDIO, VIDEO -> lost(path, "sound and moving pictures cannot be said here");
        };
    }

    private @Nullable Obj image(ChatPart.Media media, String path) {
        if (media.source() instanceof MediaSource.Plain) {
            return lost(path, "a picture cannot be words");
        }
        if (media.name() != null) {
            losses.add(path + ".name", "pictures have none here");
        }
        return Json.object("type", "image", "source", source(media, "image/png"));
    }

    private @Nullable Obj document(ChatPart.Media media, String path) {
        String type = media.mediaType();
        if (media.source() instanceof MediaSource.Base64 && type != null && !type.equals(PDF)) {
            return lost(path, "of files in the request only PDF can be said here, and plain text");
        }
        return Json.object()
                .put("type", "document")
                .put("source", source(media, PDF))
                .putIfPresent("title", media.name())
                .build();
    }

    private static Obj source(ChatPart.Media media, String otherwise) {
        return switch (media.source()) {
            case MediaSource.Base64 base64 ->
                Json.object(
                        "type",
                        "base64",
                        "media_type",
                        media.mediaType() == null ? type(base64.data(), otherwise) : media.mediaType(),
                        "data",
                        base64.data());
            case MediaSource.Url url -> Json.object("type", "url", "url", url.url());
            case MediaSource.FileId file -> Json.object("type", "file", "file_id", file.id());
            case MediaSource.Plain plain ->
                Json.object("type", "text", "media_type", "text/plain", "data", plain.text());
        };
    }

    /** The type that the first bytes tell, in Base64. */
    private static String type(String data, String otherwise) {
        if (data.startsWith("/9j/")) {
            return "image/jpeg";
        }
        if (data.startsWith("R0lG")) {
            return "image/gif";
        }
        return data.startsWith("UklG") ? "image/webp" : otherwise;
    }

    private @Nullable Obj lost(String path, String reason) {
        losses.add(path, "was left out: " + reason);
        return null;
    }
}
