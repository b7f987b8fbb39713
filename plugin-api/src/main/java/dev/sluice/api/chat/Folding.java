package dev.sluice.api.chat;

import dev.sluice.api.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the events of one reply together. */
final class Folding {
    private ChatEvent.Start start = new ChatEvent.Start("", "", null, null);
    private final Map<Integer, Answer> answers = new TreeMap<>();
    private @Nullable Usage usage;

    void add(ChatEvent event) {
        switch (event) {
            case ChatEvent.Start begun -> start = begun;
            case ChatEvent.Piece piece ->
                answer(piece.choice())
                        .parts
                        .computeIfAbsent(piece.part(), n -> new PartFold())
                        .add(piece);
            case ChatEvent.Logprobs logprobs ->
                answer(logprobs.choice()).logprobs.addAll(logprobs.tokens());
            case ChatEvent.Ended ended -> answer(ended.choice()).finish = ended.finish();
            case ChatEvent.Used used -> usage = used.usage();
            case ChatEvent.Failed failed -> {}
        }
    }

    ChatReply reply() {
        List<ChatReply.Choice> choices =
                answers.values().stream().map(Answer::choice).toList();
        return new ChatReply(start.id(), start.model(), start.created(), start.serviceTier(), choices, usage);
    }

    private Answer answer(int choice) {
        return answers.computeIfAbsent(choice, n -> new Answer());
    }

    /** What has come of one answer. */
    private static final class Answer {
        private final Map<Integer, PartFold> parts = new TreeMap<>();
        private final List<TokenLogprob> logprobs = new ArrayList<>();
        private @Nullable Finish finish;

        private ChatReply.Choice choice() {
            List<ChatPart> whole = parts.values().stream()
                    .map(PartFold::part)
                    .flatMap(Optional::stream)
                    .toList();
            return new ChatReply.Choice(whole, finish, logprobs);
        }
    }
}
