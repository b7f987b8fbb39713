package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Part.Media;
import org.jspecify.annotations.Nullable;

/** Reads parts that are not text: images, audio, video, files. */
final class MediaParts {

    private static final String DATA_URL = "data:";

    private MediaParts() {}

    static Part read(String type, Obj part) {
        return switch (type) {
            case "image_url" -> byUrl(Media.Kind.IMAGE, nested(part.get("image_url"), "url"));
            case "input_image" -> byUrl(Media.Kind.IMAGE, nested(part.get("image_url"), "url"));
            case "video_url" -> byUrl(Media.Kind.VIDEO, nested(part.get("video_url"), "url"));
            case "input_audio" -> audio(part.object("input_audio") == null ? part : part.object("input_audio"));
            case "file" -> file(part.object("file") == null ? part : part.object("file"));
            case "input_file" -> file(part);
            default -> new Part.Unknown(type);
        };
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

    /** A data URL's bytes are in the document; any other URL says where they are. */
    private static Media byUrl(Media.Kind kind, @Nullable String url) {
        if (url == null || !url.startsWith(DATA_URL)) {
            boolean isReference = url != null && url.contains("://");
            return new Media(kind, null, isReference ? url : null, isReference || url == null ? 0 : url.length());
        }
        int end = url.indexOf(';') < 0 ? url.indexOf(',') : url.indexOf(';');
        String mediaType = end < 0 ? "" : url.substring(DATA_URL.length(), end);
        return new Media(kind, mediaType.isEmpty() ? null : mediaType, null, url.length());
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
