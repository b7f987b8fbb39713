package dev.sluice.plugins.retrieve.index;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a document beside its text.
 *
 * @param id unique in its collection
 * @param title for people; empty if it has none
 * @param url where people read it; empty if nowhere
 * @param metadata fields to filter by
 * @param access who may find it
 * @param time when it was true; null if that is not known
 */
public record Document(
        String id,
        String title,
        String url,
        Map<String, String> metadata,
        Access access,
        @Nullable Instant time) {

    public Document {
        metadata = Map.copyOf(metadata);
    }

    /**
     * A document of which nothing more is known.
     *
     * @param id unique in its collection
     * @return open to everybody
     */
    public static Document of(String id) {
        return new Document(id, "", "", Map.of(), Access.OPEN, null);
    }
}
