package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All stores and files of one folder. What a method returns from is on the disk. Blocks. */
public final class Registry {

    private static final String RECORD = ".json";

    private final Path folder;
    private final Map<String, Store> stores = new LinkedHashMap<>();
    private final Map<String, StoredFile> files = new LinkedHashMap<>();

    private Registry(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads what a folder holds.
     *
     * @param folder made if it is not there
     * @return all of it
     * @throws IOException if a part of it cannot be read
     */
    public static Registry open(Path folder) throws IOException {
        Registry registry = new Registry(folder);
        for (Obj kept : registry.records("stores")) {
            Store store = Store.read(kept);
            registry.stores.put(store.id(), store);
        }
        for (Obj kept : registry.records("files")) {
            StoredFile file = StoredFile.read(kept);
            registry.files.put(file.id(), file);
        }
        registry.sweep();
        return registry;
    }

    /** What a crash left of an upload or of a removal: bytes that no record names, and parts of what was never whole. */
    private void sweep() throws IOException {
        try (Stream<Path> there = Files.list(folder.resolve("files"))) {
            for (Path path : there.toList()) {
                String name = path.getFileName().toString();
                if (!files.containsKey(
                        name.endsWith(RECORD) ? name.substring(0, name.length() - RECORD.length()) : name)) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Whether a document of the index is a file's that a store has. */
    synchronized boolean knows(String document) {
        int slash = document.indexOf('/');
        Store store = slash < 0 ? null : stores.get(document.substring(0, slash));
        return store != null && store.files().containsKey(document.substring(slash + 1));
    }

    private List<Obj> records(String kind) throws IOException {
        Path all = Files.createDirectories(folder.resolve(kind));
        try (Stream<Path> there = Files.list(all)) {
            List<Path> paths = there.filter(path -> path.toString().endsWith(RECORD))
                    .sorted()
                    .toList();
            List<Obj> records = new ArrayList<>();
            for (Path path : paths) {
                if (Json.parse(Files.readAllBytes(path)) instanceof Obj kept) {
                    records.add(kept);
                }
            }
            records.sort(Comparator.comparingLong(kept -> StoredFile.Kept.number(kept, "created_at")));
            return records;
        }
    }

    synchronized List<Store> stores(String tenant) {
        return stores.values().stream()
                .filter(store -> store.tenant().equals(tenant))
                .toList();
    }

    /** All that were not read to their end when the process stopped: a store's and a file's id each. */
    synchronized List<Map.Entry<Store, String>> unfinished() {
        return stores.values().stream()
                .flatMap(store -> store.files().values().stream()
                        .filter(file -> file.status() == Attached.Status.IN_PROGRESS)
                        .map(file -> Map.entry(store, file.file())))
                .toList();
    }

    synchronized Optional<Store> find(String tenant, String id) {
        return Optional.ofNullable(stores.get(id))
                .filter(store -> store.tenant().equals(tenant));
    }

    Store store(String tenant, String id) {
        return find(tenant, id).orElseThrow(() -> missing("vector store", id));
    }

    synchronized Store add(Store store, Bounds bounds) throws IOException {
        bounds.checkStores(stores(store.tenant()).size());
        return keep(store);
    }

    /** Changes a store; as it is now. */
    synchronized Store change(String tenant, String id, UnaryOperator<Store> change) throws IOException {
        return keep(change.apply(store(tenant, id)));
    }

    /** Changes what is known of a file of a store, unless it is not there any more. */
    synchronized boolean change(String tenant, String id, String file, UnaryOperator<Attached> change)
            throws IOException {
        Store store = find(tenant, id).orElse(null);
        Attached there = store == null ? null : store.files().get(file);
        if (store == null || there == null) {
            return false;
        }
        keep(store.with(change.apply(there)));
        return true;
    }

    synchronized Store remove(String tenant, String id) throws IOException {
        Store store = store(tenant, id);
        Files.deleteIfExists(record("stores", id));
        stores.remove(id);
        return store;
    }

    private Store keep(Store store) throws IOException {
        Durable.write(record("stores", store.id()), store.kept().toBuffer());
        stores.put(store.id(), store);
        return store;
    }

    synchronized Collection<StoredFile> files(String tenant) {
        return files.values().stream()
                .filter(file -> file.tenant().equals(tenant))
                .toList();
    }

    synchronized StoredFile file(String tenant, String id) {
        StoredFile file = files.get(id);
        if (file == null || !file.tenant().equals(tenant)) {
            throw missing("file", id);
        }
        return file;
    }

    synchronized @Nullable StoredFile fileOrNull(String tenant, String id) {
        StoredFile file = files.get(id);
        return file != null && file.tenant().equals(tenant) ? file : null;
    }

    synchronized StoredFile add(StoredFile file, Buffer bytes, Bounds bounds) throws IOException {
        Collection<StoredFile> there = files(file.tenant());
        bounds.checkFiles(
                there.size(), there.stream().mapToLong(StoredFile::bytes).sum(), file.bytes());
        Durable.write(content(file.id()), bytes);
        try {
            Durable.write(record("files", file.id()), file.kept().toBuffer());
        } catch (UnwrittenException e) {
            Files.deleteIfExists(content(file.id()));
            throw e;
        }
        files.put(file.id(), file);
        return file;
    }

    Buffer bytes(StoredFile file) throws IOException {
        return Buffer.buffer(Files.readAllBytes(content(file.id())));
    }

    /** Away with it; the record first, so that a crash leaves nothing that names bytes which are not there. */
    synchronized void remove(StoredFile file) throws IOException {
        Files.deleteIfExists(record("files", file.id()));
        Files.deleteIfExists(content(file.id()));
        files.remove(file.id());
    }

    private Path record(String kind, String id) {
        return folder.resolve(kind).resolve(id + RECORD);
    }

    private Path content(String id) {
        return folder.resolve("files").resolve(id);
    }

    static CallError missing(String what, String id) {
        return CallError.of(
                Category.NOT_FOUND,
                "not_found",
                "Expected the id of a " + what + " that is kept here, found '"
                        + (id.length() <= 80 ? id : id.substring(0, 80)) + "'.");
    }
}
