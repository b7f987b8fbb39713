package dev.sluice.api.text;

/**
 * One run of text in a reply: pieces of the same channel, put together in order, are one text.
 *
 * @param choice the index of the choice (candidate, message) that it belongs to
 * @param kind what the text is
 * @param part which of several texts of that kind: a tool call's or content part's place in the choice
 */
public record Channel(int choice, Kind kind, int part) {

    /** What a text is. */
    public enum Kind {
        /** What the user reads. */
        CONTENT,
        /** The model's thinking, where it is shown. */
        REASONING,
        /** Why the model will not answer. */
        REFUSAL,
        /** A tool call's arguments: a JSON document as text, so what is put into a string in it must be escaped. */
        TOOL_ARGUMENTS,
        /** What a tool that takes free text is given, code or commands for instance: no JSON, nothing to escape. */
        TOOL_INPUT
    }

    /**
     * The content of the first choice's only part.
     *
     * @return the channel that nearly every reply has
     */
    public static Channel content() {
        return new Channel(0, Kind.CONTENT, 0);
    }
}
