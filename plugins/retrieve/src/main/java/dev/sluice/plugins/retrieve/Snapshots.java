package dev.sluice.plugins.retrieve;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.retrieve.index.IndexMismatchException;
import dev.sluice.plugins.retrieve.index.NameTakenException;
import io.vertx.core.Future;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;

/** Copies of a collection: they lie beside it, each in a folder of its own. */
final class Snapshots {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String PARTIAL = ".partial";

    private final Shelf shelf;
    private final PluginContext context;

    Snapshots(Shelf shelf, PluginContext context) {
        this.shelf = shelf;
        this.context = context;
    }

    Future<AdminReply> list() {
        return context.blocking(() -> AdminReply.json(200, Json.object("snapshots", Json.array(names().toArray()))));
    }

    Future<AdminReply> take(String name) {
        return context.blocking(() -> {
                    shelf.index().snapshot(folder(name));
                    return AdminReply.json(200, Json.object("snapshot", name));
                })
                .recover(failure -> failure instanceof NameTakenException
                        ? said(409, "exists", "There is a snapshot '" + name + "' already: take another name.")
                        : undone(failure, "The collection is as it was, and there is no such snapshot."));
    }

    Future<AdminReply> restore(String name) {
        return context.blocking(() -> Files.isDirectory(folder(name)) ? "" : known())
                .compose(missing -> missing.isEmpty()
                        ? shelf.writing()
                                .apply(index -> index.restore(folder(name)))
                                .onSuccess(restored -> shelf.restored())
                                .map(restored -> AdminReply.json(200, Json.object("restored", name)))
                        : Future.succeededFuture(
                                problem(404, "not_found", "There is no snapshot '" + name + "'; " + missing)))
                .recover(failure -> undone(failure, "The collection is as it was."));
    }

    /** What is said where a snapshot could not be taken or put back, for want of room or of patience; any other failure stays one. */
    private static Future<AdminReply> undone(Throwable failure, String state) {
        return switch (failure) {
            case IOException e
            when isSpoilt(e) ->
                said(
                        422,
                        "broken",
                        "Expected a snapshot that is whole, found: " + e.getMessage() + ". " + state
                                + " Give the name of another.");
            case IndexMismatchException e -> said(422, "other_settings", e.getMessage() + " " + state);
            case RejectedExecutionException e -> said(503, "busy", String.valueOf(e.getMessage()));
            case IOException e ->
                said(
                        507,
                        "unwritten",
                        "Expected to write it to the disk, found: " + e.getMessage() + ". " + state
                                + " Make room, or mend the disk, and ask for it again.");
            default -> Future.failedFuture(failure);
        };
    }

    private static boolean isSpoilt(IOException failure) {
        return failure instanceof CorruptIndexException
                || failure instanceof IndexFormatTooOldException
                || failure instanceof IndexFormatTooNewException
                || failure instanceof EOFException
                || failure instanceof FileNotFoundException
                || failure instanceof NoSuchFileException;
    }

    private static Future<AdminReply> said(int status, String title, String detail) {
        return Future.succeededFuture(problem(status, title, detail));
    }

    private String known() throws IOException {
        List<String> names = names();
        return names.isEmpty() ? "none was taken." : "there are " + String.join(", ", names) + ".";
    }

    private List<String> names() throws IOException {
        Path all = all();
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.endsWith(PARTIAL)) // A copy that is under way, or was broken off.
                    .sorted()
                    .toList();
        }
    }

    private Path folder(String name) {
        if (!NAME.matcher(name).matches() || name.endsWith(PARTIAL)) {
            throw CallError.of(
                    Category.INVALID_REQUEST,
                    "invalid_name",
                    "Expected a snapshot's name of letters, digits, points and dashes, at most 100.");
        }
        return all().resolve(name);
    }

    private Path all() {
        return shelf.folder().resolveSibling(shelf.folder().getFileName() + ".snapshots");
    }

    /** As the host spells what is wrong; it has no category of errors for what is there already. */
    private static AdminReply problem(int status, String title, String detail) {
        Obj problem = Json.object("title", title, "status", status, "detail", detail);
        return new AdminReply(status, "application/problem+json", Sources.of(List.of(problem.toBuffer())));
    }
}
