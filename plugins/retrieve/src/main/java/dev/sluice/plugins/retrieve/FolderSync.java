package dev.sluice.plugins.retrieve;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.ingest.UnreadableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps a folder in a collection: looks at it every few seconds, since the systems' own watching misses changes on shared and
 * mounted folders. The ids of its documents begin with {@code watch:}, so that it removes no other.
 */
final class FolderSync implements Shelf.Watcher {

    private static final String PREFIX = "watch:";

    /** Files that are taken in at a time: they share commits, and keep the embedder busy. */
    private static final int TOGETHER = 64;

    private final Path folder;
    private final OpenCollection collection;
    private final PluginContext context;
    private final HeldBytes held = HeldBytes.ofHeap();

    private final Taken taken = new Taken();

    /** Links that lead elsewhere, which was said. */
    private final Set<String> told = new TreeSet<>();

    private FolderSync(Path folder, OpenCollection collection, PluginContext context) {
        this.folder = folder;
        this.collection = collection;
        this.context = context;
    }

    /** Looks at once; done when that is over, whatever came of it, or when it takes too long. */
    static Future<Void> start(Path folder, OpenCollection collection, PluginContext context) {
        FolderSync sync = new FolderSync(folder, collection, context);
        context.onClose(() -> {
            collection.shelf().watchesNoMore(sync);
            return Future.succeededFuture();
        });
        collection.shelf().willLook();
        sync.look();
        Promise<Void> ready = Promise.promise();
        Timers.Timer patience = context.timers().after(collection.config().readyWithin(), () -> {
            if (ready.tryComplete()) {
                context.logger().warn("Serving begins before all of {} is read: calls are warned until it is", folder);
            }
        });
        collection.shelf().looked().onComplete(looked -> {
            patience.cancel();
            ready.tryComplete();
        });
        return ready.future();
    }

    private void next() {
        context.timers().after(collection.config().every(), this::look);
    }

    private void look() {
        if (!collection.shelf().watches(this)) {
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
            collection.shelf().looked(done.succeeded() && done.result());
            next();
        });
    }

    @Override
    public void removed(String id) {
        if (id.startsWith(PREFIX)) {
            taken.forget(id.substring(PREFIX.length()));
        }
    }

    @Override
    public void restored() {
        taken.forgetAll();
    }

    /** What is new, other than it was, or gone. Nothing is gone as long as a part of the folder cannot be looked at. */
    private Changes changes() throws IOException {
        Taken.Known known = taken.look();
        FoundFiles found = FoundFiles.below(folder);
        found.problems().forEach(problem -> context.logger().warn("Not all of {} was looked at: {}", folder, problem));
        found.outside().stream()
                .filter(told::add)
                .forEach(problem -> context.logger().warn("Not taken in: {}", problem));
        told.retainAll(found.outside());
        Map<String, FoundFile> now = new LinkedHashMap<>();
        found.files().forEach(file -> now.put(file.name(), file));
        Set<String> gone = new TreeSet<>();
        if (found.problems().isEmpty()) {
            known.versions().keySet().forEach(name -> gone.add(PREFIX + name));
            gone.addAll(known.whole() ? Set.of() : collection.shelf().index().ids(PREFIX));
            now.keySet().forEach(name -> gone.remove(PREFIX + name));
        }
        List<FoundFile> changed = found.files().stream()
                .filter(file -> !file.version().equals(known.versions().get(file.name())))
                .toList();
        return new Changes(changed, gone, found.problems().isEmpty());
    }

    /** Whether the collection holds it all now. */
    private Future<Boolean> apply(Changes changes) {
        return Several.each(changes.gone(), TOGETHER, this::remove)
                .compose(removed -> Several.each(changes.changed(), TOGETHER, this::put))
                .map(all -> taken.looked(changes.whole()));
    }

    private Future<Void> remove(String id) {
        return collection
                .intake()
                .remove(id)
                .onSuccess(removed -> taken.remove(id.substring(PREFIX.length())))
                .mapEmpty();
    }

    private Future<Void> put(FoundFile file) {
        CollectionConfig config = collection.config();
        Access access = new Access(config.tenant(), Set.of());
        return context.blocking(() -> held.take(file.size()))
                .compose(share -> context.blocking(() -> file.read(PREFIX + file.name(), access, config.largest()))
                        .compose(collection.intake()::put)
                        .onComplete(done -> share.giveBack()))
                .map(report -> report.status() == Report.Status.FAILED ? report.message() : "")
                .recover(failure -> failure instanceof UnreadableException
                        ? Future.succeededFuture(String.valueOf(failure.getMessage()))
                        : Future.failedFuture(failure))
                .onSuccess(problem -> {
                    taken.add(file.name(), file.version());
                    if (!problem.isEmpty()) {
                        context.logger().warn("Not taken in: {}: {}", file.path(), problem);
                    }
                })
                .mapEmpty();
    }

    private record Changes(List<FoundFile> changed, Set<String> gone, boolean whole) {}
}
