package dev.sluice.plugins.cache;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request that asks the same of a provider in whichever dialect it was written: words in turns, how the next one is drawn, and how
 * many there may be.
 *
 * <p>What tools, thinking, schemas, media, marks, labels and stop sequences ask for, or what replies tell of them, is not quite the same
 * in all dialects, so a request with any of these is none. Nor is one that its codec has not read to the last leaf.
 *
 * @param model that the document names; empty where the path does
 * @param turns words alone
 * @param sampling how the next word is drawn
 * @param maxTokens how many there may be; null if nothing is said of it
 */
record Conversation(
        String model,
        List<Turn> turns,
        Sampling sampling,
        @Nullable Integer maxTokens) {

    /**
     * Reads a request.
     *
     * @param codec of its endpoint
     * @param body the document, without what is only about the form of the reply
     * @return empty if it says more than that, or nobody can be sure
     */
    static Optional<Conversation> of(ChatCodec codec, Obj body) {
        Losses losses = new Losses();
        try {
            return of(codec.readRequest(body, losses))
                    .filter(read -> losses.isEmpty() && Leaves.of(body).equals(read.leaves()));
        } catch (CallError unreadable) {
            return Optional.empty(); // The provider shall say what is wrong with it.
        }
    }

    private static Optional<Conversation> of(ChatRequest read) {
        Integer bound = read.output().maxTokens();
        ChatRequest bare = new ChatRequest(
                read.model(),
                read.streamed(),
                read.turns(),
                Tools.NONE,
                read.sampling(),
                new Output(bound, List.of(), null, null, null, null),
                Thinking.NONE,
                Labels.NONE);
        return read.equals(bare) && read.turns().stream().allMatch(Conversation::isWords)
                ? Optional.of(new Conversation(read.model(), read.turns(), read.sampling(), bound))
                : Optional.empty();
    }

    private static boolean isWords(Turn turn) {
        return turn.role() != Role.TOOL
                && turn.parts().stream()
                        .allMatch(part -> part instanceof ChatPart.Text text
                                && text.citations().isEmpty());
    }

    private Leaves leaves() {
        Stream<String> named = Stream.of(model).filter(name -> !name.isEmpty());
        Stream<String> said = turns.stream().map(Conversation::texts).flatMap(List::stream);
        Stream<@Nullable Number> numbers = Stream.of(
                sampling.temperature(),
                sampling.topP(),
                sampling.topK(),
                sampling.frequencyPenalty(),
                sampling.presencePenalty(),
                sampling.seed(),
                maxTokens);
        return Leaves.of(Stream.concat(named, said), numbers.filter(Objects::nonNull));
    }

    private static List<String> texts(Turn turn) {
        return turn.parts().stream().map(part -> ((ChatPart.Text) part).text()).toList();
    }

    /** All of it but the model. */
    Obj toJson() {
        List<Json> said = turns.stream()
                .<Json>map(turn -> Json.object("role", turn.role().name(), "texts", texts(turn)))
                .toList();
        return Json.object()
                .put("turns", said)
                .putIfPresent("temperature", sampling.temperature())
                .putIfPresent("top_p", sampling.topP())
                .putIfPresent("top_k", sampling.topK())
                .putIfPresent("frequency_penalty", sampling.frequencyPenalty())
                .putIfPresent("presence_penalty", sampling.presencePenalty())
                .putIfPresent("seed", sampling.seed())
                .putIfPresent("max_tokens", maxTokens)
                .build();
    }
}
