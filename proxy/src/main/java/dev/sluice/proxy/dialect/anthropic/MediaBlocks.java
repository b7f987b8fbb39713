package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.MediaTypes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
            losses.mapped(path + ".detail", "is the provider's choice here");
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
        return Json.object("type", "image", "source", source(media));
    }

    private @Nullable Obj document(ChatPart.Media media, String path) {
        String type = media.mediaType();
        if (media.source() instanceof MediaSource.Base64 data && type != null && !type.equals(PDF)) {
            String words = isText(type) ? words(data.data()) : null;
            if (words == null) {
                return lost(path, "of files in the request only PDF can be said here, and plain text");
            }
            losses.mapped(path, "was sent as plain text, as of files in Base64 only PDF can be said here");
            return document(
                    new ChatPart.Media(media.kind(), "text/plain", new MediaSource.Plain(words), media.name(), null));
        }
        return document(media);
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") || type.equals("application/json") || type.equals("application/xml");
    }

    /** What Base64 says; null if it says no text. */
    private static @Nullable String words(String base64) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null; // As the caller is told.
        }
    }

    private static Obj document(ChatPart.Media media) {
        return Json.object()
                .put("type", "document")
                .put("source", source(media))
                .putIfPresent("title", media.name())
                .build();
    }

    private static Obj source(ChatPart.Media media) {
        return switch (media.source()) {
            case MediaSource.Base64 base64 ->
                Json.object("type", "base64", "media_type", MediaTypes.of(media, base64.data()), "data", base64.data());
            case MediaSource.Url url -> Json.object("type", "url", "url", url.url());
            case MediaSource.FileId file -> Json.object("type", "file", "file_id", file.id());
            case MediaSource.Plain plain ->
                Json.object("type", "text", "media_type", "text/plain", "data", plain.text());
        };
    }

    private @Nullable Obj lost(String path, String reason) {
        losses.add(path, "was left out: " + reason);
        return null;
    }
}
