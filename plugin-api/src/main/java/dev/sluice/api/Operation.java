package dev.sluice.api;

/**
 * What a call asks for, whatever its dialect.
 *
 * <p>The names are those of OpenTelemetry's {@code gen_ai.operation.name} where it has one.
 */
public enum Operation {
    /** A conversation: chat completions, responses, messages, generateContent. */
    CHAT("chat"),
    /** A bare prompt to complete. */
    TEXT_COMPLETION("text_completion"),
    /** Vectors for texts. */
    EMBEDDINGS("embeddings"),
    /** Documents ordered by how well they fit a query. */
    RERANK("rerank"),
    /** Scores of harmful content. */
    MODERATION("moderation"),
    /** Images made or edited. */
    IMAGE("image"),
    /** Speech made, transcribed or translated. */
    AUDIO("audio"),
    /** Tokens counted, nothing generated. */
    COUNT_TOKENS("count_tokens"),
    /** The models that can be asked for. */
    LIST_MODELS("list_models"),
    /** A bidirectional session over a WebSocket. */
    REALTIME("realtime"),
    /** Everything else: files, batches, vector stores, whatever a provider adds tomorrow. */
    OTHER("other");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    /**
     * The name in config, metrics and records.
     *
     * @return lower case with underscores
     */
    public String label() {
        return label;
    }
}
