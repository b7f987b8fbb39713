package dev.sluice.api.chat;

import dev.sluice.api.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A moment of a reply.
 *
 * <p>The order: one {@link Start}; then pieces of parts; a part begins with its first event, {@link PartEnd} follows its
 * last; {@link Ended} follows the last part of its choice; {@link Used} comes at any time and each replaces the one before.
 * Parts are numbered by choice from 0 on, in the order in which they begin. {@link Failed} is the last of all.
 */
public sealed interface ChatEvent {

    /**
     * The answer begins.
     *
     * @param id the answer's; empty if the dialect has none
     * @param model that answers; empty if the dialect does not say
     * @param created when; null if the dialect does not say
     * @param serviceTier how it is served; null if the dialect does not say
     */
    record Start(
            String id,
            String model,
            @Nullable Instant created,
            @Nullable String serviceTier) implements ChatEvent {}

    /** A piece of a part. */
    sealed interface Piece extends ChatEvent {
        /**
         * Which answer.
         *
         * @return from 0 on
         */
        int choice();

        /**
         * Which part of it.
         *
         * @return from 0 on
         */
        int part();
    }

    /** Words; empty ones begin a part. */
    record Text(int choice, int part, String piece) implements Piece {}

    /** A source of the words of a part. */
    record Cited(int choice, int part, Citation citation) implements Piece {}

    /** Thinking; empty words begin a part. */
    record Reasoning(int choice, int part, String piece) implements Piece {}

    /** The signature of a part of thinking, or of a tool call; all of it at once. */
    record Signature(int choice, int part, String signature) implements Piece {}

    /** Thinking that only the provider can read; all of it at once. */
    record RedactedReasoning(int choice, int part, String data) implements Piece {}

    /** Words that refuse. */
    record Refusal(int choice, int part, String piece) implements Piece {}

    /** A tool call begins. */
    record ToolStart(int choice, int part, String id, String name) implements Piece {}

    /** Arguments of the tool call: put together, a JSON object, or nothing for none. */
    record ToolArguments(int choice, int part, String piece) implements Piece {}

    /** A part is whole. Dialects that do not tell leave it to the end of the choice. */
    record PartEnd(int choice, int part) implements Piece {}

    /** How likely the tokens were that came since the last such event. */
    record Logprobs(int choice, List<TokenLogprob> tokens) implements ChatEvent {
        public Logprobs {
            tokens = List.copyOf(tokens);
        }
    }

    /** An answer ended. */
    record Ended(int choice, Finish finish) implements ChatEvent {}

    /** Tokens used so far. */
    record Used(Usage usage) implements ChatEvent {}

    /** The stream broke off. */
    record Failed(ChatError error) implements ChatEvent {}
}
