package dev.sluice.plugins.retrieve.ingest;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What kind of document a name or a media type stands for. */
final class Kinds {

    private static final Set<String> MARKED = Set.of("md", "markdown", "txt", "text", "rst", "adoc", "log", "");
    private static final Set<String> TABLES = Set.of("csv", "tsv");
    private static final Set<String> CODE = Set.of(
            "java",
            "kt",
            "scala",
            "py",
            "js",
            "mjs",
            "ts",
            "tsx",
            "jsx",
            "go",
            "rs",
            "c",
            "h",
            "cc",
            "cpp",
            "hpp",
            "cs",
            "rb",
            "php",
            "swift",
            "sh",
            "bash",
            "sql",
            "yaml",
            "yml",
            "toml",
            "ini",
            "properties",
            "json",
            "jsonl",
            "xml",
            "proto",
            "tf",
            "gradle",
            "r",
            "lua",
            "pl",
            "ps1",
            "dockerfile",
            "makefile");
    /**
     * What senders say of files that they know nothing of: SDKs, curl, and {@code fetch} of any string. Then the ending tells more, where there is one.
     */
    private static final Set<String> GENERIC = Set.of(
            "", "application/octet-stream", "binary/octet-stream", "application/x-www-form-urlencoded", "text/plain");

    /** Endings by media types. Excel's is left out: Windows says it of CSV, too, and its files tell by themselves what they are. */
    private static final Map<String, String> MEDIA = Map.ofEntries(
            Map.entry("text/plain", "txt"),
            Map.entry("text/markdown", "md"),
            Map.entry("text/x-markdown", "md"),
            Map.entry("text/x-web-markdown", "md"),
            Map.entry("text/x-rst", "rst"),
            Map.entry("text/csv", "csv"),
            Map.entry("text/tab-separated-values", "tsv"),
            Map.entry("application/json", "json"),
            Map.entry("application/x-ndjson", "jsonl"),
            Map.entry("application/jsonl", "jsonl"),
            Map.entry("application/yaml", "yaml"),
            Map.entry("application/x-yaml", "yaml"),
            Map.entry("text/yaml", "yaml"),
            Map.entry("application/toml", "toml"),
            Map.entry("application/xml", "xml"),
            Map.entry("text/xml", "xml"),
            Map.entry("text/javascript", "js"),
            Map.entry("application/javascript", "js"),
            Map.entry("application/typescript", "ts"),
            Map.entry("application/sql", "sql"),
            Map.entry("application/x-sh", "sh"),
            Map.entry("application/x-httpd-php", "php"),
            Map.entry("text/html", "html"),
            Map.entry("application/xhtml+xml", "xhtml"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/x-pdf", "pdf"),
            Map.entry("application/rtf", "rtf"),
            Map.entry("text/rtf", "rtf"),
            Map.entry("application/epub+zip", "epub"),
            Map.entry("application/msword", "doc"),
            Map.entry("application/vnd.ms-powerpoint", "ppt"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            Map.entry("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
            Map.entry("application/vnd.oasis.opendocument.text", "odt"),
            Map.entry("application/vnd.oasis.opendocument.spreadsheet", "ods"),
            Map.entry("application/vnd.oasis.opendocument.presentation", "odp"));

    /** Endings of formats that are more than text, beside those of {@link #MEDIA}. */
    private static final Set<String> OTHERS = Set.of("htm", "xls");

    private Kinds() {}

    /** How a document is read. */
    enum Kind {
        /** As Markdown, line by line. */
        MARKED,
        /** As rows. */
        TABLE,
        /** As lines that belong together. */
        CODE,
        /** By whoever knows formats that are more than text. */
        FORMATTED
    }

    static Kind of(String name, @Nullable String mediaType) {
        String ending = ending(told(name, mediaType));
        if (MARKED.contains(ending)) {
            return Kind.MARKED;
        } else if (TABLES.contains(ending)) {
            return Kind.TABLE;
        }
        return CODE.contains(ending) ? Kind.CODE : Kind.FORMATTED;
    }

    /**
     * The name by which a document's format is told: with the ending of the media type that was sent. Its own ending counts where the type says nothing, or is of no format that is
     * known here.
     */
    static String told(String name, @Nullable String mediaType) {
        String type = plain(mediaType);
        String own = ending(name);
        boolean says = MEDIA.containsKey(type) && !GENERIC.contains(type);
        String ending = !says && isKnown(own) ? own : MEDIA.getOrDefault(type, unknown(type, own));
        return ending.equals(own) ? name : name + "." + ending;
    }

    /** The ending of a type that is not known here: a text is read as one, and of all else its bytes have to tell what it is. */
    private static String unknown(String type, String own) {
        if (type.startsWith("text/")) {
            return "txt";
        }
        return own.isEmpty() && !GENERIC.contains(type) ? "bin" : own;
    }

    private static boolean isKnown(String ending) {
        return !ending.isEmpty()
                && (MARKED.contains(ending)
                        || TABLES.contains(ending)
                        || CODE.contains(ending)
                        || MEDIA.containsValue(ending)
                        || OTHERS.contains(ending));
    }

    private static String plain(@Nullable String mediaType) {
        String type = mediaType == null ? "" : mediaType;
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private static String ending(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return file.equals("dockerfile") || file.equals("makefile")
                ? file
                : file.lastIndexOf('.') < 0 ? "" : file.substring(file.lastIndexOf('.') + 1);
    }
}
