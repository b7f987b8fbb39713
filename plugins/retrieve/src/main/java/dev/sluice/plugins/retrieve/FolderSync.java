package dev.sluice.plugins.retrieve;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import dev.sluice.plugins.retrieve.index.Access;
import dev.sluice.plugins.retrieve.ingest.UnreadableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

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

    private final Once told = new Once();

    /** Names of those that could not be written, or embedded, at the last look: they come last, so that they hold up no other. */
    private final Set<String> late = ConcurrentHashMap.newKeySet();

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
        told.again();
        context.blocking(this::changes).compose(this::apply).onComplete(done -> {
            if (done.failed()) {
                warn("Not all of " + folder + " could be taken in, which is tried again", done.cause());
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

    /** What is new, other than it was, or gone. Nothing is gone of a part of the folder that cannot be looked at. */
    private Changes changes() throws IOException {
        Taken.Known known = taken.look();
        FoundFiles found = FoundFiles.below(folder);
        found.unseen()
                .values()
                .forEach(problem ->
                        warn("Not all of " + folder + " was looked at, what is known of it stays: " + problem));
        found.links().forEach(problem -> warn("Not taken in: " + problem));
        Map<String, FoundFile> now = new LinkedHashMap<>();
        found.files().forEach(file -> now.put(file.name(), file));
        Set<String> gone = new TreeSet<>();
        known.versions().keySet().forEach(name -> gone.add(PREFIX + name));
        gone.addAll(known.whole() ? Set.of() : collection.shelf().index().ids(PREFIX));
        now.keySet().forEach(name -> gone.remove(PREFIX + name));
        gone.removeIf(id -> found.mayHide(id.substring(PREFIX.length())));
        late.retainAll(now.keySet());
        List<FoundFile> changed = found.files().stream()
                .filter(file -> !file.version().equals(known.versions().get(file.name())))
                .sorted(Comparator.comparing(file -> late.contains(file.name())))
                .toList();
        return new Changes(changed, gone, found.unseen().isEmpty());
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
        return context.blocking(() -> held.take(file.size()))
                .compose(share -> context.blocking(() -> read(file))
                        .compose(read ->
                                read.map(incoming -> put(file, incoming)).orElseGet(Future::succeededFuture))
                        .onComplete(done -> share.giveBack()));
    }

    private Future<Void> put(FoundFile file, Incoming incoming) {
        return collection
                .intake()
                .put(incoming)
                .onFailure(failure -> late.add(file.name()))
                .onSuccess(report -> {
                    late.remove(file.name());
                    taken.add(file.name(), file.version());
                    if (report.status() == Report.Status.FAILED) {
                        warn("Not taken in: " + file.path() + ": " + report.message());
                    }
                })
                .mapEmpty();
    }

    /** Empty where it cannot be had: that is said, and the others go on. One that is too large is not looked at again until it changes. */
    private Optional<Incoming> read(FoundFile file) {
        CollectionConfig config = collection.config();
        try {
            return Optional.of(
                    file.read(PREFIX + file.name(), new Access(config.tenant(), Set.of()), config.largest()));
        } catch (UnreadableException e) {
            taken.add(file.name(), file.version());
            warn("Not taken in: " + file.path() + ": " + e.getMessage());
        } catch (IOException e) {
            warn("Not taken in, which is tried again: " + file.path() + ": expected a file that can be read, found "
                    + Reason.of(e));
        }
        return Optional.empty();
    }

    private void warn(String problem) {
        if (told.isNew(problem)) {
            context.logger().warn("{}", problem);
        }
    }

    /** What is no mistake of the program says in words what it is. */
    private void warn(String problem, Throwable failure) {
        if (!(failure instanceof RuntimeException) || failure instanceof RejectedExecutionException) {
            warn(problem + ": " + Reason.of(failure));
        } else if (told.isNew(problem + failure)) {
            context.logger().warn("{}", problem, failure);
        }
    }

    private record Changes(List<FoundFile> changed, Set<String> gone, boolean whole) {}
}
