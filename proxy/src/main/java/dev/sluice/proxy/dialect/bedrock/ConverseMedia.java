package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Part.Media.Kind;
import dev.sluice.proxy.dialect.MediaTypes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the pictures, sound and documents of one request, in which no two documents may have one name. */
final class ConverseMedia {

    private static final String S3 = "s3://";

    private final Losses losses;
    private final Set<String> names = new HashSet<>(2);

    /** Tells {@code losses} of media that the dialect has no block for. */
    ConverseMedia(Losses losses) {
        this.losses = losses;
    }

    @Nullable Obj write(ChatPart.Media media, String path) {
        if (media.detail() != null) {
            losses.mapped(path + ".detail", "is the provider's choice here");
        }
        Obj source = source(media, path);
        if (source == null) {
            return null;
        }
        return switch (media.kind()) {
            case IMAGE -> block("image", media, source);
            case VIDEO -> block("video", media, source);
            case AUDIO -> block("audio", media, source);
            case FILE -> document(media, source, path);
        };
    }

    private static Obj block(String kind, ChatPart.Media media, Obj source) {
        return Json.object(kind, Json.object("format", format(media), "source", source));
    }

    private static String format(ChatPart.Media media) {
        return Formats.format(
                switch (media.source()) {
                    case MediaSource.Url url
                    when media.mediaType() == null -> MediaTypes.ofUrl(url.url(), media.kind());
                    case MediaSource.Plain plain when media.mediaType() == null -> "text/plain";
                    case MediaSource.Base64 base64 -> MediaTypes.of(media, base64.data());
                    default -> MediaTypes.of(media, "");
                });
    }

    private Obj document(ChatPart.Media media, Obj source, String path) {
        String name = unique(media.name() == null ? "document" : allowed(media.name()));
        if (!name.equals(media.name())) {
            losses.mapped(path + ".name", "became one of the characters that are allowed here, and one of its own");
        }
        return Json.object("document", Json.object("format", format(media), "name", name, "source", source));
    }

    private String unique(String name) {
        String unique = name;
        for (int n = 2; !names.add(unique); n++) {
            unique = name + "-" + n;
        }
        return unique;
    }

    /** The API takes letters, digits, hyphens, brackets, and one space after another. */
    private static String allowed(String name) {
        StringBuilder allowed = new StringBuilder(name.length());
        name.chars().forEach(c -> allowed.append(isAllowed(c) ? (char) c : '-'));
        String single = allowed.toString().strip().replaceAll(" {2,}", " ");
        return single.isEmpty() ? "document" : single;
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
