package dev.sluice.plugins.cache;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Role;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Conversations of words, and answers of words. */
final class Conversations {

    private Conversations() {}

    /** What every dialect can say: with a bound, since some demand one. */
    static Arbitrary<ChatRequest> requests() {
        Arbitrary<List<String>> said =
                Arbitraries.of(1, 3, 5).flatMap(turns -> text().list().ofSize(turns));
        Arbitrary<Integer> bounds = Arbitraries.of(1, 5, 400);
        Arbitrary<Double> temperatures = Arbitraries.of(0.0, 0.7, 1.0).injectNull(0.5);
        Arbitrary<Double> nuclei = Arbitraries.of(0.5, 0.9).injectNull(0.5);
        return Combinators.combine(text().injectNull(0.5), said, bounds, temperatures, nuclei)
                .as((instructions, words, bound, temperature, nucleus) ->
                        request(turns(instructions, words), temperature, nucleus, bound));
    }

    static ChatRequest request(String question) {
        return request(List.of(Turn.of(Role.USER, question)), null, null, 400);
    }

    static ChatRequest request(
            List<Turn> turns, @Nullable Double temperature, @Nullable Double topP, @Nullable Integer bound) {
        return new ChatRequest(
                Tongue.MODEL,
                false,
                turns,
                Tools.NONE,
                new Sampling(temperature, topP, null, null, null, null),
                new Output(bound, List.of(), null, null, null, null),
                Thinking.NONE,
                Labels.NONE);
    }

    /** Turns that alternate, the user's last. */
    private static List<Turn> turns(@Nullable String instructions, List<String> words) {
        List<Turn> turns = new ArrayList<>();
        if (instructions != null) {
            turns.add(Turn.of(Role.SYSTEM, instructions));
        }
        for (int i = 0; i < words.size(); i++) {
            turns.add(Turn.of(i % 2 == 0 ? Role.USER : Role.ASSISTANT, words.get(i)));
        }
        return turns;
    }

    static Arbitrary<ChatReply> replies() {
        return Combinators.combine(text(), Arbitraries.integers().between(1, 999))
                .as((words, tokens) -> reply(List.of(new ChatPart.Text(words)), Finish.of(Finish.Reason.STOP), tokens));
    }

    static ChatReply reply(List<ChatPart> parts, Finish finish, int tokens) {
        ChatReply.Choice choice = new ChatReply.Choice(parts, finish, List.of());
        return new ChatReply("id-1", Tongue.MODEL, null, null, List.of(choice), Usage.of(tokens, 7));
    }

    static Arbitrary<String> text() {
        return Arbitraries.of(
                        "Grüße", "東京", "🗼", "\"quoted\"", "a\\b", "{\"x\":1}", "line\nbreak", "data: x", "user", "1")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(words -> String.join(" ", words));
    }
}
