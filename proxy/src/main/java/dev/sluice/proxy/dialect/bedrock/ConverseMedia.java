package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Part.Media.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures, sound, documents.
 *
 * @param losses takes media that the dialect has no block for
 */
record ConverseMedia(Losses losses) {

    private static final String S3 = "s3://";

    @Nullable Obj write(ChatPart.Media media, String path) {
        if (media.detail() != null) {
            losses.add(path + ".detail", "is the provider's choice here");
        }
        Obj source = source(media, path);
        if (source == null) {
            return null;
        }
        return switch (media.kind()) {
            case IMAGE -> block("image", media, "png", source);
            case VIDEO -> block("video", media, "mp4", source);
            case AUDIO -> block("audio", media, "mp3", source);
            case FILE -> document(media, source, path);
        };
    }

    private static Obj block(String kind, ChatPart.Media media, String otherwise, Obj source) {
        return Json.object(kind, Json.object("format", format(media, otherwise), "source", source));
    }

    private static String format(ChatPart.Media media, String otherwise) {
        return media.mediaType() == null ? otherwise : Formats.format(media.mediaType());
    }

    private Obj document(ChatPart.Media media, Obj source, String path) {
        String name = media.name() == null ? "document" : allowed(media.name());
        if (!name.equals(media.name())) {
            losses.add(path + ".name", "became one of the characters that are allowed here");
        }
        String otherwise = source.has("text") ? "txt" : "pdf";
        return Json.object("document", Json.object("format", format(media, otherwise), "name", name, "source", source));
    }

    /** The API takes letters, digits, spaces, hyphens and brackets. */
    private static String allowed(String name) {
        StringBuilder allowed = new StringBuilder(name.length());
        name.chars().forEach(c -> allowed.append(isAllowed(c) ? (char) c : '-'));
        return allowed.toString();
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-()[] ".indexOf(c) >= 0;
    }

    private @Nullable Obj source(ChatPart.Media media, String path) {
        return switch (media.source()) {
            case MediaSource.Base64 base64 -> Json.object("bytes", base64.data());
            case MediaSource.Url url
            when url.url().startsWith(S3) -> Json.object("s3Location", Json.object("uri", url.url()));
            case MediaSource.Plain plain when media.kind() == Kind.FILE -> Json.object("text", plain.text());
            default -> {
                losses.add(path, "was left out: media have to be in the request here, or in S3");
                yield null;
            }
        };
    }
}
