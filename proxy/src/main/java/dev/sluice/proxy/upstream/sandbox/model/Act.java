package dev.sluice.proxy.upstream.sandbox.model;

/** What a model of the sandbox does when it is asked. */
public sealed interface Act {

    /**
     * It answers.
     *
     * @param author what
     * @param pace how fast
     * @param ending how a stream of it ends
     */
    record Answers(Author author, Pace pace, Ending ending) implements Act {}

    /**
     * It answers with an error.
     *
     * @param status an HTTP status, 400 to 599
     */
    record Fails(int status) implements Act {}

    /** It cannot be reached. */
    record Unreachable() implements Act {}

    /** It never says anything. */
    record Silent() implements Act {}

    /** How a stream ends. */
    enum Ending {
        /** As it should. */
        WHOLE,
        /** It breaks after a few events. */
        BROKEN,
        /** It falls silent after a few events. */
        SILENT
    }
}
