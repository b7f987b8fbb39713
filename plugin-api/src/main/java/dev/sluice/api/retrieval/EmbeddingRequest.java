package dev.sluice.api.retrieval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts that want a vector each. Whatever is null is left to the provider.
 *
 * @param model that makes them
 * @param inputs the texts, in order
 * @param dimensions how many numbers each vector shall have
 * @param purpose what the vectors are for
 * @param user whom the application asks for
 */
public record EmbeddingRequest(
        String model,
        List<String> inputs,
        @Nullable Integer dimensions,
        @Nullable Purpose purpose,
        @Nullable String user) {

    public EmbeddingRequest {
        inputs = List.copyOf(inputs);
    }

    /** What vectors are for: some models make other ones for questions than for what answers them. */
    public enum Purpose {
        /** A question that looks for documents. */
        QUERY,
        /** A document that is to be found. */
        DOCUMENT,
        /** To tell classes apart. */
        CLASSIFICATION,
        /** To find groups. */
        CLUSTERING
    }
}
