package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that was uploaded and is kept here.
 *
 * @param id begins with {@link Ids#FILE}
 * @param tenant whose it is
 * @param name as the client calls it
 * @param mediaType null if the client did not say
 * @param purpose what the client said that it is for
 * @param bytes its size
 * @param createdAt seconds
 */
public record StoredFile(
        String id, String tenant, String name, @Nullable String mediaType, String purpose, long bytes, long createdAt) {

    /** As OpenAI's API shows it. */
    Obj shown() {
        return Json.object(
                "id",
                id,
                "object",
                "file",
                "bytes",
                bytes,
                "created_at",
                createdAt,
                "filename",
                name,
                "purpose",
                purpose,
                "status",
                "processed");
    }

    /** As it is kept. */
    Obj kept() {
        return shown().with("tenant", tenant).with("media_type", Json.from(mediaType));
    }

    static StoredFile read(Obj kept) {
        return new StoredFile(
                Kept.text(kept, "id"),
                Kept.text(kept, "tenant"),
                Kept.text(kept, "filename"),
                kept.text("media_type"),
                Kept.text(kept, "purpose"),
                Kept.number(kept, "bytes"),
                Kept.number(kept, "created_at"));
    }

    /** Reads what the registry has written itself. */
    static final class Kept {

        private Kept() {}

        static String text(Obj kept, String name) {
            return Objects.requireNonNull(kept.text(name), name);
        }

        static long number(Obj kept, String name) {
            Num number = kept.number(name);
            return (long) Objects.requireNonNull(number, name).asDouble();
        }
    }
}
