package dev.sluice.proxy.dialect.bedrock;

import java.util.Map;
import java.util.stream.Collectors;

/** The API's words for media types. */
final class Formats {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("pdf", "application/pdf"),
            Map.entry("csv", "text/csv"),
            Map.entry("doc", "application/msword"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xls", "application/vnd.ms-excel"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("html", "text/html"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("mkv", "video/x-matroska"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("three_gp", "video/3gpp"),
            Map.entry("mp3", "audio/mpeg"));
    private static final Map<String, String> FORMATS =
            TYPES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private Formats() {}

    /** The media type of a format; {@code family} is its first half where the second is the format itself. */
    static String mediaType(String family, String format) {
        return TYPES.getOrDefault(format, family.isEmpty() ? "application/" + format : family + format);
    }

    /** The format of a media type. */
    static String format(String mediaType) {
        return FORMATS.getOrDefault(mediaType, mediaType.substring(mediaType.indexOf('/') + 1));
    }
}
