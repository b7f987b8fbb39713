package dev.sluice.api.chat;

import dev.sluice.api.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is all there.
 *
 * @param id the answer's; empty if the dialect has none
 * @param model that answered; empty if the dialect does not say
 * @param created when; null if the dialect does not say
 * @param serviceTier how it was served; null if the dialect does not say
 * @param choices the answers, by their index
 * @param usage tokens used; null if the dialect does not say
 */
public record ChatReply(
        String id,
        String model,
        @Nullable Instant created,
        @Nullable String serviceTier,
        List<Choice> choices,
        @Nullable Usage usage) {

    public ChatReply {
        choices = List.copyOf(choices);
    }

    /**
     * One answer.
     *
     * @param parts words, thinking, calls of tools
     * @param finish why it ended; null if it was not said
     * @param logprobs how likely its tokens were; empty if it was not said
     */
    public record Choice(List<ChatPart> parts, @Nullable Finish finish, List<TokenLogprob> logprobs) {
        public Choice {
            parts = List.copyOf(parts);
            logprobs = List.copyOf(logprobs);
        }
    }

    /**
     * The reply as a run of events, each part in one piece.
     *
     * @return events whose {@link #of fold} is this reply
     */
    public List<ChatEvent> events() {
        return Unfolding.of(this);
    }

    /**
     * Puts a run of events together.
     *
     * @param events from {@link ChatEvent.Start} on, in order; a {@link ChatEvent.Failed} adds nothing
     * @return what they amount to
     */
    public static ChatReply of(Iterable<ChatEvent> events) {
        Folding folding = new Folding();
        events.forEach(folding::add);
        return folding.reply();
    }
}
