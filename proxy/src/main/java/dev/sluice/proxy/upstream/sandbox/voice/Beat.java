package dev.sluice.proxy.upstream.sandbox.voice;

import java.util.List;
import java.util.function.Function;

/**
 * What a stream says at one moment.
 *
 * @param events together, in order
 * @param isToken whether the next moment of the model's pace has to come first
 * @param <T> the events
 */
public record Beat<T>(List<T> events, boolean isToken) {

    public Beat {
        events = List.copyOf(events);
    }

    /**
     * What goes out right after what came before it.
     *
     * @param events in order
     * @param <T> the events
     * @return the beat
     */
    public static <T> Beat<T> atOnce(List<T> events) {
        return new Beat<>(events, false);
    }

    /**
     * What carries the next token.
     *
     * @param events in order
     * @param <T> the events
     * @return the beat
     */
    public static <T> Beat<T> token(List<T> events) {
        return new Beat<>(events, true);
    }

    /**
     * Spells the events.
     *
     * @param spelling is called in order
     * @param <U> what they become
     * @return a beat of the same moment
     */
    public <U> Beat<U> map(Function<T, U> spelling) {
        return new Beat<>(events.stream().map(spelling).toList(), isToken);
    }
}
