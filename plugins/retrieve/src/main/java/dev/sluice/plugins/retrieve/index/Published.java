package dev.sluice.plugins.retrieve.index;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a writer has published last, as the file {@value #NAME} says it: which files of Lucene's make the commit. They lie beside it, in the folder of their
 * lineage, and never change, so that all that is asked of the place is to keep files, and to replace this one as a whole.
 *
 * @param publisher who writes there: one alone
 * @param id its own, unlike that of any other; empty where an earlier version published it
 * @param lineage the folder of the files: files of one name are the same within it
 * @param segments the file that names the others, such as {@code segments_5}
 * @param files how many bytes each has, by name, {@code segments} among them
 */
record Published(String publisher, String id, String lineage, String segments, Map<String, Long> files) {

    private static final String NAME = "current.json";

    Published {
        files = Map.copyOf(files);
    }

    /**
     * Reads what is published.
     *
     * @return null if nothing is
     * @throws IOException if it cannot be read
     */
    static @Nullable Published read(Path place) throws IOException {
        try {
            return of(Json.parse(Files.readAllBytes(place.resolve(NAME))), place);
        } catch (NoSuchFileException e) {
            return null;
        } catch (JsonSyntaxException e) {
            throw unread(place);
        }
    }

    /** Whether the same files are published by both. */
    boolean isAs(Published other) {
        return lineage.equals(other.lineage) && segments.equals(other.segments) && files.equals(other.files);
    }

    /** Bytes of one of its files. */
    long size(String file) {
        return files.getOrDefault(file, -1L);
    }

    /** Has followers see it. */
    void write(Path place) throws IOException {
        Path partial = place.resolve(NAME + ".partial");
        Files.write(
                partial,
                Json.object()
                        .put("publisher", publisher)
                        .put("id", id)
                        .put("lineage", lineage)
                        .put("segments", segments)
                        .put("files", Json.from(files))
                        .build()
                        .toBuffer()
                        .getBytes());
        Files.move(partial, place.resolve(NAME), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Published of(Json json, Path place) throws IOException {
        if (!(json instanceof Obj said) || said.object("files") == null) {
            throw unread(place);
        }
        Map<String, Long> files = new LinkedHashMap<>();
        for (Member file : said.object("files")) {
            files.put(name(file.name(), place), file.value() instanceof Num size ? (long) size.asDouble() : -1L);
        }
        if (!files.containsKey(said.text("segments"))) {
            throw unread(place);
        }
        return new Published(
                name(said.text("publisher"), place),
                Objects.requireNonNullElse(said.text("id"), ""),
                name(said.text("lineage"), place),
                name(said.text("segments"), place),
                files);
    }

    /** Whoever can write there can name files, but none that lie elsewhere. */
    private static String name(@Nullable String name, Path place) throws IOException {
        if (name == null || name.isEmpty() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw unread(place);
        }
        return name;
    }

    private static IOException unread(Path place) {
        return new IOException(
                "expected that " + place.resolve(NAME)
                        + " says what a Sluice has published, found something else: remove it, and have that Sluice publish again");
    }
}
