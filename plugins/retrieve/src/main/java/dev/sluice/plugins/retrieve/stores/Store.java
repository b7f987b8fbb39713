package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.retrieve.stores.StoredFile.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vector store: a name for files that are searched together.
 *
 * @param id begins with {@link Ids#STORE}
 * @param tenant whose it is
 * @param name for people; empty if it has none
 * @param createdAt seconds
 * @param activeAt when it was last searched or changed, seconds
 * @param days how long it lives after that; null for ever
 * @param metadata the application's own
 * @param files by their ids, in the order in which they came
 */
record Store(
        String id,
        String tenant,
        String name,
        long createdAt,
        long activeAt,
        @Nullable Integer days,
        Obj metadata,
        Map<String, Attached> files) {

    Store {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    Store with(Attached file) {
        Map<String, Attached> changed = new LinkedHashMap<>(files);
        changed.put(file.file(), file);
        return withFiles(changed);
    }

    Store without(String file) {
        Map<String, Attached> changed = new LinkedHashMap<>(files);
        changed.remove(file);
        return withFiles(changed);
    }

    Store activeAt(long now) {
        return new Store(id, tenant, name, createdAt, now, days, metadata, files);
    }

    private Store withFiles(Map<String, Attached> changed) {
        return new Store(id, tenant, name, createdAt, activeAt, days, metadata, changed);
    }

    /** The id of the document that a file of this store is found as: one for each store, since attributes are the store's. */
    String document(String file) {
        return id + "/" + file;
    }

    boolean isExpired(long now) {
        Long end = expiresAt();
        return end != null && now > end;
    }

    private @Nullable Long expiresAt() {
        return days == null ? null : activeAt + Duration.ofDays(days).toSeconds();
    }

    /** As OpenAI's API shows it. */
    Obj shown(long now) {
        boolean working = count(files.values(), Attached.Status.IN_PROGRESS) > 0;
        return Json.object(
                "id",
                id,
                "object",
                "vector_store",
                "created_at",
                createdAt,
                "name",
                name,
                "usage_bytes",
                files.values().stream().mapToLong(Attached::bytes).sum(),
                "file_counts",
                counts(files.values()),
                "status",
                isExpired(now) ? "expired" : working ? "in_progress" : "completed",
                "expires_after",
                days == null ? null : Json.object("anchor", "last_active_at", "days", days),
                "expires_at",
                expiresAt(),
                "last_active_at",
                activeAt,
                "metadata",
                metadata);
    }

    /** How many files are in which state, as OpenAI's API shows it. */
    static Obj counts(Collection<Attached> files) {
        Obj.Builder counts = Json.object();
        for (Attached.Status status : Attached.Status.values()) {
            counts.put(status.word(), count(files, status));
        }
        return counts.put("total", files.size()).build();
    }

    private static long count(Collection<Attached> files, Attached.Status status) {
        return files.stream().filter(file -> file.status() == status).count();
    }

    Obj kept() {
        return Json.object(
                "id",
                id,
                "tenant",
                tenant,
                "name",
                name,
                "created_at",
                createdAt,
                "active_at",
                activeAt,
                "days",
                days,
                "metadata",
                metadata,
                "files",
                files.values().stream().map(Attached::kept).toList());
    }

    static Store read(Obj kept) {
        Num days = kept.number("days");
        Obj metadata = kept.object("metadata");
        Map<String, Attached> files = new LinkedHashMap<>();
        for (Obj file : objects(kept.array("files"))) {
            Attached attached = Attached.read(file);
            files.put(attached.file(), attached);
        }
        return new Store(
                Kept.text(kept, "id"),
                Kept.text(kept, "tenant"),
                Kept.text(kept, "name"),
                Kept.number(kept, "created_at"),
                Kept.number(kept, "active_at"),
                days == null ? null : (int) days.asDouble(),
                metadata == null ? Json.object().build() : metadata,
                files);
    }

    private static List<Obj> objects(@Nullable Arr list) {
        List<Obj> objects = new ArrayList<>();
        if (list != null) {
            list.forEach(item -> {
                if (item instanceof Obj object) {
                    objects.add(object);
                }
            });
        }
        return objects;
    }
}
