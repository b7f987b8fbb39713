package dev.sluice.api.prompt;

import org.jspecify.annotations.Nullable;

/** A piece of a message. */
public sealed interface Part {

    /**
     * Words.
     *
     * @param text as the application wrote them, decoded
     */
    record Text(String text) implements Part {}

    /**
     * The model's thinking from an earlier turn.
     *
     * @param text often signed by the provider: a change makes it refuse the call
     */
    record Reasoning(String text) implements Part {}

    /**
     * A tool call that the model made in an earlier turn.
     *
     * @param id pairs it with its result
     * @param name the tool's
     * @param arguments a JSON document as text
     */
    record ToolCall(String id, String name, String arguments) implements Part {}

    /**
     * What a tool answered.
     *
     * @param id of the call that it answers
     * @param text its text parts, put together
     */
    record ToolResult(String id, String text) implements Part {}

    /**
     * Something that is not text, by reference: bytes are never copied into a part.
     *
     * @param kind what it is
     * @param mediaType such as {@code image/png}; null if the document does not say
     * @param url where it is; null if its bytes are in the document itself
     * @param size of its encoded form in the document, in characters
     */
    record Media(
            Kind kind, @Nullable String mediaType, @Nullable String url, int size) implements Part {

        /** Kinds of media. */
        public enum Kind {
            /** A picture. */
            IMAGE,
            /** Sound. */
            AUDIO,
            /** A moving picture. */
            VIDEO,
            /** A document. */
            FILE
        }
    }

    /**
     * A part that this version does not know; it passes through.
     *
     * @param type the dialect's own word for it
     */
    record Unknown(String type) implements Part {}
}
