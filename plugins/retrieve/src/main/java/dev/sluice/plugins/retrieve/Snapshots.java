package dev.sluice.plugins.retrieve;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.admin.AdminReply;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.stream.Sources;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
            Path folder = folder(name);
            if (Files.exists(folder)) {
                return problem(409, "exists", "There is a snapshot '" + name + "' already: take another name.");
            }
            shelf.index().snapshot(folder);
            return AdminReply.json(200, Json.object("snapshot", name));
        });
    }

    Future<AdminReply> restore(String name) {
        return context.blocking(() -> Files.isDirectory(folder(name)) ? "" : known())
                .compose(missing -> missing.isEmpty()
                        ? shelf.writing()
                                .apply(index -> index.restore(folder(name)))
                                .onSuccess(restored -> shelf.restored())
                                .map(restored -> AdminReply.json(200, Json.object("restored", name)))
                        : Future.succeededFuture(
                                problem(404, "not_found", "There is no snapshot '" + name + "'; " + missing)));
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
