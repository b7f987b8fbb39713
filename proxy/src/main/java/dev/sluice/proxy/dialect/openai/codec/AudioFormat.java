package dev.sluice.proxy.dialect.openai.codec;

import org.jspecify.annotations.Nullable;

/** The names of sound formats, and their media types. */
final class AudioFormat {

    private AudioFormat() {}

    static @Nullable String mediaType(String format) {
        return switch (format) {
            case "" -> null;
            case "mp3" -> "audio/mpeg";
            default -> "audio/" + format;
        };
    }

    static String name(@Nullable String mediaType) {
        return switch (mediaType) {
            case null -> "wav";
            case "audio/mpeg" -> "mp3";
            default -> mediaType.substring(mediaType.indexOf('/') + 1).replaceFirst("^x-", "");
        };
    }
}
