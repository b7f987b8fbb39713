package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that were attached to a store together. A batch is nothing but a name that each of its files has: it is there for as long as one of them is. */
final class Batches {

    private static final int MOST_FILES = 2_000;

    private final Registry registry;
    private final Reading reading;

    Batches(Registry registry, Reading reading) {
        this.registry = registry;
        this.reading = reading;
    }

    /** Attaches files; blocks. */
    Obj create(String tenant, String store, Obj body, long now) throws IOException {
        Map<String, Obj> wanted = wanted(body);
        wanted.keySet().forEach(file -> registry.file(tenant, file));
        String batch = Ids.next(Ids.BATCH);
        Store kept = registry.change(tenant, store, known -> {
            Store with = known.activeAt(now);
            for (Map.Entry<String, Obj> file : wanted.entrySet()) {
                with = with.with(
                        new Attached(file.getKey(), now, Attached.Status.IN_PROGRESS, null, 0, file.getValue(), batch));
            }
            return with;
        });
        wanted.keySet().forEach(file -> reading.add(kept, file));
        return shown(kept, batch);
    }

    /** {@code file_ids} that share attributes, or {@code files} that have their own. */
    private static Map<String, Obj> wanted(Obj body) {
        Map<String, Obj> wanted = new LinkedHashMap<>();
        Obj attributes = Fields.pairs(body, "attributes", true);
        Fields.texts(body, "file_ids", MOST_FILES).forEach(file -> wanted.put(file, attributes));
        Arr files = body.array("files");
        if (files != null && (!wanted.isEmpty() || files.size() > MOST_FILES)) {
            throw Fields.wrong("files", "at most " + MOST_FILES + " objects, and nothing in 'file_ids' beside them");
        }
        if (files != null) {
            files.forEach(file -> add(file, wanted));
        }
        if (wanted.isEmpty()) {
            throw Fields.wrong("file_ids", "the ids of files that were uploaded through here");
        }
        return wanted;
    }

    private static void add(Json file, Map<String, Obj> wanted) {
        String id = file instanceof Obj object ? Fields.text(object, "file_id") : null;
        if (id == null) {
            throw Fields.wrong("files", "objects with a 'file_id'");
        }
        Fields.cutsOtherwise((Obj) file);
        wanted.put(id, Fields.pairs((Obj) file, "attributes", true));
    }

    Obj show(String tenant, String store, String batch) {
        return shown(registry.store(tenant, store), batch);
    }

    /** What has not been read is not, and what is being read is not found. Blocks. */
    Obj cancel(String tenant, String store, String batch) throws IOException {
        files(registry.store(tenant, store), batch);
        Store kept = registry.change(tenant, store, known -> {
            Store with = known;
            for (Attached file : files(known, batch)) {
                with = file.status() == Attached.Status.IN_PROGRESS
                        ? with.with(file.with(Attached.Status.CANCELLED, null, 0))
                        : with;
            }
            return with;
        });
        return shown(kept, batch);
    }

    /** Fails if there are none. */
    static List<Attached> files(Store store, String batch) {
        List<Attached> files = new ArrayList<>();
        store.files().values().stream()
                .filter(file -> batch.equals(file.batch()))
                .forEach(files::add);
        if (files.isEmpty()) {
            throw Registry.missing("batch of this store", batch);
        }
        return files;
    }

    private static Obj shown(Store store, String batch) {
        List<Attached> files = files(store, batch);
        return Json.object(
                "id",
                batch,
                "object",
                "vector_store.files_batch",
                "created_at",
                files.getFirst().createdAt(),
                "vector_store_id",
                store.id(),
                "status",
                status(files),
                "file_counts",
                Store.counts(files));
    }

    private static String status(List<Attached> files) {
        if (files.stream().anyMatch(file -> file.status() == Attached.Status.IN_PROGRESS)) {
            return Attached.Status.IN_PROGRESS.word();
        }
        boolean cancelled = files.stream().anyMatch(file -> file.status() == Attached.Status.CANCELLED);
        return (cancelled ? Attached.Status.CANCELLED : Attached.Status.COMPLETED).word();
    }
}
