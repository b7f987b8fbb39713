package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Part.Media;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads parts that are not text: images, audio, video, files. */
final class MediaParts {

    /** RFC 2397: the type ends where parameters or the data begin. */
    private static final Pattern DATA_URL = Pattern.compile("data:(?:(?<type>[^;,]++)[;,])?");

    private MediaParts() {}

    static Part read(String type, Obj part) {
        return switch (type) {
            case "image_url", "input_image" -> byUrl(Media.Kind.IMAGE, nested(part.get("image_url"), "url"));
            case "video_url" -> byUrl(Media.Kind.VIDEO, nested(part.get("video_url"), "url"));
            case "input_audio" -> audio(inner(part, type));
            case "file" -> file(inner(part, type));
            case "input_file" -> file(part);
            default -> new Part.Unknown(type);
        };
    }

    private static Obj inner(Obj part, String type) {
        Obj inner = part.object(type);
        return inner == null ? part : inner;
    }

    private static Media audio(Obj audio) {
        String format = audio.text("format");
        return new Media(Media.Kind.AUDIO, format == null ? null : "audio/" + format, null, size(audio, "data"));
    }

    private static Media file(Obj file) {
        String data = file.text("file_data");
        if (data != null) {
            return byUrl(Media.Kind.FILE, data);
        }
        String url = file.text("file_url");
        return new Media(Media.Kind.FILE, null, url == null ? file.text("file_id") : url, 0);
    }

    /** A data URL's bytes are in the document, as are bare ones; any other URL says where they are. */
    private static Media byUrl(Media.Kind kind, @Nullable String url) {
        if (url == null) {
            return new Media(kind, null, null, 0);
        }
        Matcher data = DATA_URL.matcher(url);
        if (data.lookingAt()) {
            return new Media(kind, data.group("type"), null, url.length());
        }
        return url.contains("://") ? new Media(kind, null, url, 0) : new Media(kind, null, null, url.length());
    }

    private static @Nullable String nested(@Nullable Json value, String name) {
        return switch (value) {
            case Str url -> url.value();
            case Obj object -> object.text(name);
            case null, default -> null;
        };
    }

    private static int size(Obj object, String name) {
        String data = object.text(name);
        return data == null ? 0 : data.length();
    }
}
