package dev.sluice.plugins.retrieve;

import dev.sluice.api.embed.Embedder;

/** The embedder gave no vectors, or others than it should; its message says to a person which, and what to do. */
final class EmbeddingException extends Exception {

    private static final long serialVersionUID = 1L;

    private EmbeddingException(String message, Throwable cause) {
        super(message, cause);
    }

    static EmbeddingException of(Embedder embedder, Throwable failure) {
        return failure instanceof EmbeddingException known
                ? known
                : new EmbeddingException(
                        "expected vectors of the embedder " + embedder.model().name() + ", found a failure: "
                                + unended(reason(failure))
                                + ". What was there before stays. Mend the embedder, and send the document again",
                        failure);
    }

    /** What it says, or else what it is. */
    static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static String unended(String reason) {
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }
}
