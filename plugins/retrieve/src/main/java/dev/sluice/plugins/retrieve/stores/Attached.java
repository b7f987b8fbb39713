package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.retrieve.stores.StoredFile.Kept;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file in a store.
 *
 * @param file its id
 * @param createdAt when it was attached, seconds
 * @param status whether it can be found
 * @param problem why it cannot; null if it can
 * @param bytes that it takes
 * @param attributes what it may be filtered by
 * @param batch with which it was attached; null if it came alone
 */
record Attached(
        String file,
        long createdAt,
        Status status,
        @Nullable String problem,
        long bytes,
        Obj attributes,
        @Nullable String batch) {

    /** Whether a file can be found. */
    enum Status {
        /** Not yet. */
        IN_PROGRESS,
        /** It can. */
        COMPLETED,
        /** It cannot be read. */
        FAILED,
        /** It was called off before it was read. */
        CANCELLED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Attached with(Status now, @Nullable String why, long size) {
        return new Attached(file, createdAt, now, why, size, attributes, batch);
    }

    Attached with(Obj changed) {
        return new Attached(file, createdAt, status, problem, bytes, changed, batch);
    }

    /** As OpenAI's API shows it. */
    Obj shown(String store, Documents.Cut cut) {
        return Json.object(
                "id",
                file,
                "object",
                "vector_store.file",
                "usage_bytes",
                bytes,
                "created_at",
                createdAt,
                "vector_store_id",
                store,
                "status",
                status.word(),
                "last_error",
                problem == null ? null : Json.object("code", "invalid_file", "message", problem),
                "chunking_strategy",
                Json.object(
                        "type",
                        "static",
                        "static",
                        Json.object("max_chunk_size_tokens", cut.tokens(), "chunk_overlap_tokens", cut.overlap())),
                "attributes",
                attributes);
    }

    Obj kept() {
        return Json.object(
                "file",
                file,
                "created_at",
                createdAt,
                "status",
                status.name(),
                "problem",
                problem,
                "bytes",
                bytes,
                "attributes",
                attributes,
                "batch",
                batch);
    }

    static Attached read(Obj kept) {
        Obj attributes = kept.object("attributes");
        return new Attached(
                Kept.text(kept, "file"),
                Kept.number(kept, "created_at"),
                Status.valueOf(Kept.text(kept, "status")),
                kept.text("problem"),
                Kept.number(kept, "bytes"),
                attributes == null ? Json.object().build() : attributes,
                kept.text("batch"));
    }
}
