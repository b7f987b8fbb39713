package dev.sluice.api.stream;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells the parts of an answer one after the other, as most dialects have them. Some providers have several calls of tools under way
 * at once: what belongs to another part is held back until the call that is told has ended. Other parts need not wait: one that goes
 * on after another began is told as a new one.
 */
final class PartOrder {

    /** About as much as may be held back, in characters. */
    static final int MAX_HELD = 4 << 20;

    private static final int AROUND_PIECE = 32;

    private final Consumer<ChatEvent> out;
    private final Map<Integer, Answer> answers = new HashMap<>(2);
    private int held;

    PartOrder(Consumer<ChatEvent> out) {
        this.out = out;
    }

    void add(ChatEvent event) {
        switch (event) {
            case ChatEvent.Piece piece ->
                answers.computeIfAbsent(piece.choice(), choice -> new Answer()).add(piece);
            case ChatEvent.Ended ended -> {
                Answer answer = answers.get(ended.choice());
                if (answer != null) {
                    answer.end();
                }
                out.accept(ended);
            }
            default -> out.accept(event);
        }
    }

    /** Nothing more comes. */
    void end() {
        answers.values().forEach(Answer::end);
    }

    private final class Answer {
        private static final int NONE = -1;

        private final Map<Integer, Integer> numbers =
                new HashMap<>(); // As they are told; of parts that have not ended.
        private final Set<Integer> calls = new HashSet<>(2);
        private final SequencedMap<Integer, List<ChatEvent.Piece>> waiting = new LinkedHashMap<>(2);
        private int open = NONE;
        private int count;

        void add(ChatEvent.Piece piece) {
            if (piece.part() != open && isCallUnderWay()) {
                hold(piece);
            } else {
                say(piece);
                release();
            }
        }

        private boolean isCallUnderWay() {
            return open != NONE && calls.contains(open);
        }

        private void hold(ChatEvent.Piece piece) {
            held += AROUND_PIECE + length(piece);
            if (held > MAX_HELD) {
                throw CallError.of(
                        CallError.Category.UPSTREAM,
                        "upstream_invalid_response",
                        "Expected the provider's stream to end a call of a tool before it goes on with others, or soon"
                                + " after, but it did not. Try again.");
            }
            waiting.computeIfAbsent(piece.part(), part -> new ArrayList<>()).add(piece);
        }

        private void release() {
            while (!waiting.isEmpty() && !isCallUnderWay()) {
                List<ChatEvent.Piece> pieces = waiting.pollFirstEntry().getValue();
                pieces.forEach(piece -> {
                    held -= AROUND_PIECE + length(piece);
                    say(piece);
                });
            }
        }

        private void say(ChatEvent.Piece piece) {
            if (piece.part() == open || begins(piece)) {
                out.accept(numbered(piece, numbers.getOrDefault(piece.part(), 0)));
            }
            if (piece instanceof ChatEvent.PartEnd) {
                numbers.remove(piece.part());
                open = piece.part() == open ? NONE : open;
            }
        }

        /** Whether something is to be said of a part that is not the one that is told. */
        private boolean begins(ChatEvent.Piece piece) {
            if (piece instanceof ChatEvent.PartEnd) {
                return numbers.containsKey(piece.part());
            }
            boolean isOver = calls.contains(piece.part()) || piece instanceof ChatEvent.ToolArguments;
            if (!isOver) {
                open = piece.part();
                numbers.put(open, count++);
                if (piece instanceof ChatEvent.ToolStart) {
                    calls.add(open);
                }
            }
            return !isOver;
        }

        /** Calls that nobody said were over are now. */
        void end() {
            while (!waiting.isEmpty()) {
                open = NONE;
                release();
            }
        }
    }

    private static int length(ChatEvent.Piece piece) {
        return switch (piece) {
            case ChatEvent.Text it -> it.piece().length();
            case ChatEvent.Reasoning it -> it.piece().length();
            case ChatEvent.Refusal it -> it.piece().length();
            case ChatEvent.ToolArguments it -> it.piece().length();
            case ChatEvent.Signature it -> it.signature().length();
            case ChatEvent.RedactedReasoning it -> it.data().length();
            case ChatEvent.ToolStart it -> it.id().length() + it.name().length();
            case ChatEvent.Cited it -> it.citation().toString().length();
            case ChatEvent.PartEnd it -> 0;
        };
    }

    private static ChatEvent.Piece numbered(ChatEvent.Piece piece, int part) {
        return piece.part() == part
                ? piece
                : switch (piece) {
                    case ChatEvent.Text it -> new ChatEvent.Text(it.choice(), part, it.piece());
                    case ChatEvent.Reasoning it -> new ChatEvent.Reasoning(it.choice(), part, it.piece());
                    case ChatEvent.Refusal it -> new ChatEvent.Refusal(it.choice(), part, it.piece());
                    case ChatEvent.ToolArguments it -> new ChatEvent.ToolArguments(it.choice(), part, it.piece());
                    case ChatEvent.Signature it -> new ChatEvent.Signature(it.choice(), part, it.signature());
                    case ChatEvent.RedactedReasoning it ->
                        new ChatEvent.RedactedReasoning(it.choice(), part, it.data());
                    case ChatEvent.ToolStart it -> new ChatEvent.ToolStart(it.choice(), part, it.id(), it.name());
                    case ChatEvent.Cited it -> new ChatEvent.Cited(it.choice(), part, it.citation());
                    case ChatEvent.PartEnd it -> new ChatEvent.PartEnd(it.choice(), part);
                };
    }
}
