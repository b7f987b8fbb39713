package dev.sluice.api.chat;

import dev.sluice.api.prompt.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a turn, or of an answer. */
public sealed interface ChatPart {

    /**
     * Words.
     *
     * @param text the words
     * @param citations where they come from
     */
    record Text(String text, List<Citation> citations) implements ChatPart {
        public Text {
            citations = List.copyOf(citations);
        }

        /**
         * Words that cite nothing.
         *
         * @param text the words
         */
        public Text(String text) {
            this(text, List.of());
        }
    }

    /**
     * A picture, a sound, a document.
     *
     * @param kind which
     * @param mediaType such as {@code image/png}; null if it was not said
     * @param source where its bytes are
     * @param name a file's name; null if it has none
     * @param detail how closely to look at it ({@code low}, {@code high}, {@code auto}); null if it was not said
     */
    record Media(
            Part.Media.Kind kind,
            @Nullable String mediaType,
            MediaSource source,
            @Nullable String name,
            @Nullable String detail)
            implements ChatPart {}

    /**
     * A call of a tool.
     *
     * @param id pairs it with its result; empty in dialects that pair by name
     * @param name the tool's
     * @param arguments a JSON object as text, as the model wrote it
     * @param signature what proves to the provider that its model made the call; null if it wants no proof
     */
    record ToolCall(
            String id,
            String name,
            String arguments,
            @Nullable String signature) implements ChatPart {}

    /**
     * What a tool answered.
     *
     * @param id of the call; empty in dialects that pair by name
     * @param name the tool's, where the dialect says it; else empty
     * @param content words and media
     * @param failed whether it is the tool's error
     */
    record ToolResult(String id, String name, List<ChatPart> content, boolean failed) implements ChatPart {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /**
     * The model's thinking.
     *
     * @param text what is shown of it, perhaps a summary; may be empty
     * @param signature what proves to the provider that its model thought so, or all of it encrypted; null if there is none
     */
    record Reasoning(String text, @Nullable String signature) implements ChatPart {}

    /**
     * Thinking that only the provider can read.
     *
     * @param data to be sent back as it came
     */
    record RedactedReasoning(String data) implements ChatPart {}

    /**
     * Why the model does not answer.
     *
     * @param text its words
     */
    record Refusal(String text) implements ChatPart {}

    /**
     * The provider may keep what it has made of everything up to here.
     *
     * @param ttl how long, in the words of the providers that have it ({@code 5m}, {@code 1h}); null for their default
     */
    record CachePoint(@Nullable String ttl) implements ChatPart {}
}
