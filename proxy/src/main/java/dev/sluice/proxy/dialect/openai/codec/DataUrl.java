package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.MediaSource;
import dev.sluice.proxy.dialect.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** URLs that are the data themselves ({@code data:image/png;base64,...}). */
final class DataUrl {

    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64,";

    private DataUrl() {}

    /** What a URL stands for: itself, or the data in it. */
    static MediaSource source(String url) {
        int comma = url.indexOf(BASE64);
        return url.startsWith(SCHEME) && comma > 0
                ? new MediaSource.Base64(url.substring(comma + BASE64.length()))
                : new MediaSource.Url(url);
    }

    /** The media type of the data in a URL; null if it has none. */
    static @Nullable String mediaType(String url) {
        int comma = url.indexOf(BASE64);
        return url.startsWith(SCHEME) && comma > SCHEME.length()
                ? url.substring(SCHEME.length(), comma).split(";", 2)[0]
                : null;
    }

    /** The data of a medium, as a URL; what type it is its first bytes say if nothing else does. */
    static String of(ChatPart.Media media, String base64) {
        return of(MediaTypes.of(media, base64), base64);
    }

    private static String of(String mediaType, String base64) {
        return SCHEME + mediaType + BASE64 + base64;
    }

    static String ofText(@Nullable String mediaType, String text) {
        String data = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return of(mediaType == null ? "text/plain" : mediaType, data);
    }
}
