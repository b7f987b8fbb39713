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
    private static final Map<String, String> MEDIA = Map.of(
            "text/markdown", "md",
            "text/plain", "txt",
            "text/csv", "csv",
            "text/tab-separated-values", "tsv",
            "application/json", "json",
            "application/x-ndjson", "jsonl",
            "application/yaml", "yaml");

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
        String plain = mediaType == null
                ? ""
                : mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        String ending = MEDIA.getOrDefault(plain, ending(name));
        if (MARKED.contains(ending)) {
            return Kind.MARKED;
        } else if (TABLES.contains(ending)) {
            return Kind.TABLE;
        }
        return CODE.contains(ending) ? Kind.CODE : Kind.FORMATTED;
    }

    private static String ending(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return file.equals("dockerfile") || file.equals("makefile")
                ? file
                : file.lastIndexOf('.') < 0 ? "" : file.substring(file.lastIndexOf('.') + 1);
    }
}
