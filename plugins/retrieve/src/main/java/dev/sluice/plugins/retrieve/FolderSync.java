package dev.sluice.plugins.retrieve;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.index.Document;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps a folder in a collection: looks at it every few seconds, since the systems' own watching misses changes on shared and
 * mounted folders. The ids of its documents begin with {@code watch:}, so that it removes no other.
 */
final class FolderSync {

    private static final String PREFIX = "watch:";

    private final Path folder;
    private final CollectionConfig config;
    private final Shelf shelf;
    private final Intake intake;
    private final PluginContext context;
    private final Map<Path, String> seen = new HashMap<>();
    private boolean first = true;

    private FolderSync(Path folder, CollectionConfig config, Shelf shelf, Intake intake, PluginContext context) {
        this.folder = folder;
        this.config = config;
        this.shelf = shelf;
        this.intake = intake;
        this.context = context;
    }

    static void start(Path folder, CollectionConfig config, Shelf shelf, Intake intake, PluginContext context) {
        FolderSync sync = new FolderSync(folder, config, shelf, intake, context);
        context.onClose(() -> {
            shelf.watchesNoMore(sync);
            return Future.succeededFuture();
        });
        sync.next();
    }

    private void next() {
        context.timers().after(config.every(), this::look);
    }

    private void look() {
        if (!shelf.watches(this)) {
            next();
            return;
        }
        context.blocking(this::changes).compose(this::apply).onComplete(done -> {
            if (done.failed()) {
                context.logger()
                        .atWarn()
                        .setCause(done.cause())
                        .addKeyValue("folder", folder)
                        .log("Could not take a folder into its collection; trying again");
            }
            next();
        });
    }

    /** What is new, other than it was, or gone. A file that is still being written is taken when it rests. */
    private Changes changes() throws IOException {
        Map<Path, String> now = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) files.filter(FolderSync::isDocument)::iterator) {
                now.put(file, Files.getLastModifiedTime(file) + "/" + Files.size(file));
            }
        }
        List<Path> changed = now.entrySet().stream()
                .filter(file -> !file.getValue().equals(seen.get(file.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Set<String> gone = new TreeSet<>();
        Set<Path> before = first ? Set.of() : seen.keySet();
        before.stream().filter(file -> !now.containsKey(file)).forEach(file -> gone.add(id(file)));
        if (first) {
            gone.addAll(shelf.index().ids(PREFIX));
            now.keySet().forEach(file -> gone.remove(id(file)));
        }
        return new Changes(now, changed, gone);
    }

    private Future<Void> apply(Changes changes) {
        Future<Void> done = Future.succeededFuture();
        for (String id : changes.gone()) {
            done = done.compose(before -> intake.remove(id)).mapEmpty();
        }
        Iterator<Path> files = new ArrayList<>(changes.changed()).iterator();
        return done.compose(removed -> all(files, changes.now())).onSuccess(all -> {
            seen.keySet().retainAll(changes.now().keySet());
            first = false;
        });
    }

    private Future<Void> all(Iterator<Path> files, Map<Path, String> now) {
        if (!files.hasNext()) {
            return Future.succeededFuture();
        }
        Path file = files.next();
        return context.blocking(() -> incoming(file)).compose(intake::put).compose(report -> {
            seen.put(file, String.valueOf(now.get(file)));
            if (report.status() == Report.Status.FAILED) {
                context.logger().warn("Not taken in: {}: {}", file, report.message());
            }
            return all(files, now);
        });
    }

    private Incoming incoming(Path file) throws IOException {
        String name = folder.relativize(file).toString().replace('\\', '/');
        Document document = new Document(
                id(file),
                name,
                "",
                Map.of("path", name),
                new Access(config.tenant(), Set.of()),
                Instant.ofEpochMilli(Files.getLastModifiedTime(file).toMillis()));
        boolean fits = Files.size(file) <= config.maxDocument().bytes();
        return new Incoming(
                document,
                name,
                null,
                Buffer.buffer(
                        fits
                                ? Files.readAllBytes(file)
                                : new byte[(int) config.maxDocument().bytes() + 1]));
    }

    private String id(Path file) {
        return PREFIX + folder.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isDocument(Path file) {
        return Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".");
    }

    private record Changes(Map<Path, String> now, List<Path> changed, Set<String> gone) {}
}
