package dev.sluice.plugins.retrieve;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.Locale;

/**
 * What became of one document.
 *
 * @param id its id
 * @param status what
 * @param chunks how many it has now
 * @param message for a person; empty if there is nothing to say
 */
record Report(String id, Status status, int chunks, String message) {

    /** What became of it. */
    enum Status {
        /** It was read and can be found. */
        INDEXED,
        /** It was there already, byte by byte. */
        UNCHANGED,
        /** It is gone. */
        REMOVED,
        /** It could not be read; what was there before stays. */
        FAILED
    }

    static Report failed(String id, String message) {
        return new Report(id, Status.FAILED, 0, message);
    }

    Obj json() {
        Obj.Builder json = Json.object()
                .put("id", id)
                .put("status", status.name().toLowerCase(Locale.ROOT))
                .put("chunks", chunks);
        return message.isEmpty() ? json.build() : json.put("message", message).build();
    }
}
