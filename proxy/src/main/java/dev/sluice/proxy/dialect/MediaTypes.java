package dev.sluice.proxy.dialect;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.prompt.Part.Media.Kind;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Media types where a dialect wants one and nobody said which. */
public final class MediaTypes {
    private static final Map<String, String> BY_MAGIC = Map.of(
            "iVBORw0KGgo", "image/png",
            "/9j/", "image/jpeg",
            "R0lGOD", "image/gif",
            "UklGR", "image/webp",
            "JVBERi0", "application/pdf",
            "SUQz", "audio/mpeg",
            "T2dnUw", "audio/ogg",
            "ZkxhQw", "audio/flac");
    /** Spellings that are in use, and the names that stand in IANA's registry, which alone some APIs take. */
    private static final Map<String, String> REGISTERED =
            Map.of("image/jpg", "image/jpeg", "audio/x-wav", "audio/wav", "audio/mp3", "audio/mpeg");

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("mp4", "video/mp4"));

    private MediaTypes() {}

    /**
     * The type of a medium: what it says, by its registered name, or what its first bytes say.
     *
     * @param media the medium
     * @param base64 its bytes
     * @return never empty
     */
    public static String of(ChatPart.Media media, String base64) {
        String said = media.mediaType();
        if (said != null) {
            return REGISTERED.getOrDefault(said, said);
        }
        return BY_MAGIC.entrySet().stream()
                .filter(magic -> base64.startsWith(magic.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> usual(media.kind()));
    }

    /**
     * Refuses a type that is of no such medium.
     *
     * @param kind what the medium is to be
     * @param said its type; null if none was said
     * @param field where it stands, as an error names it
     * @return the type; null if it says nothing
     * @throws dev.sluice.api.CallError if it is of something else, such as a page for a picture
     */
    public static @Nullable String fitting(Kind kind, @Nullable String said, String field) {
        if (said == null || said.isBlank() || said.equalsIgnoreCase("application/octet-stream")) {
            return null;
        }
        String family = switch (kind) {
            case IMAGE -> "image/";
            case AUDIO -> "audio/";
            case VIDEO -> "video/";
            case FILE -> "";
        };
        if (!said.toLowerCase(Locale.ROOT).startsWith(family)) {
            throw Inputs.wrong(field, "of a media type that begins with '" + family + "'");
        }
        return said;
    }

    /**
     * The type that the name in a URL suggests.
     *
     * @param url where the medium is
     * @param kind what it is
     * @return never empty
     */
    public static String ofUrl(String url, Kind kind) {
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, usual(kind));
    }

    private static String usual(Kind kind) {
        return switch (kind) {
            case IMAGE -> "image/jpeg";
            case AUDIO -> "audio/wav";
            case VIDEO -> "video/mp4";
            case FILE -> "application/pdf";
        };
    }
}
