package dev.sluice.testkit.codec;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.testkit.Cuts;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Cuts the texts of events into smaller ones. */
public final class Pieces {

    private static final int LONGEST = 3;

    private Pieces() {}

    /**
     * Cuts texts.
     *
     * @param events of one reply
     * @param random decides where
     * @return events that say the same in more pieces
     */
    public static List<ChatEvent> of(List<ChatEvent> events, RandomGenerator random) {
        return events.stream().flatMap(event -> cut(event, random)).toList();
    }

    private static Stream<ChatEvent> cut(ChatEvent event, RandomGenerator random) {
        return switch (event) {
            case ChatEvent.Text it ->
                cut(it.piece(), random, piece -> new ChatEvent.Text(it.choice(), it.part(), piece));
            case ChatEvent.Reasoning it ->
                cut(it.piece(), random, piece -> new ChatEvent.Reasoning(it.choice(), it.part(), piece));
            case ChatEvent.Refusal it ->
                cut(it.piece(), random, piece -> new ChatEvent.Refusal(it.choice(), it.part(), piece));
            case ChatEvent.ToolArguments it ->
                cut(it.piece(), random, piece -> new ChatEvent.ToolArguments(it.choice(), it.part(), piece));
            default -> Stream.of(event);
        };
    }

    private static Stream<ChatEvent> cut(String text, RandomGenerator random, Function<String, ChatEvent> event) {
        return text.isEmpty()
                ? Stream.of(event.apply(""))
                : Cuts.pieces(text, LONGEST, random).stream().map(event);
    }
}
