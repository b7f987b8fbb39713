package dev.sluice.plugins.cache;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a stream is given that is there already: at once, or as a model would speak.
 *
 * @param timers time
 * @param gap from one event to the next; zero for all at once
 */
record Pace(Timers timers, Duration gap) {

    static Pace of(int eventsPerSecond, Timers timers) {
        return new Pace(
                timers,
                eventsPerSecond == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(eventsPerSecond));
    }

    static Pace atOnce(Timers timers) {
        return of(0, timers);
    }

    boolean isAtOnce() {
        return gap.isZero();
    }

    /** Events as a source of frames. */
    Source<Frames> source(List<Event> events) {
        if (isAtOnce()) {
            return Sources.of(List.of(Frames.of(events)));
        }
        List<Frames> one =
                events.stream().map(event -> Frames.of(List.of(event))).toList();
        return new Metronome(Sources.of(one), timers, gap);
    }

    /** Texts in pieces that a slow stream says one after the other: words, with the blanks before them. */
    List<ChatEvent> pieces(List<ChatEvent> events) {
        if (isAtOnce()) {
            return events;
        }
        List<ChatEvent> pieces = new ArrayList<>();
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.Text text && !text.piece().isEmpty()) {
                words(text.piece()).forEach(word -> pieces.add(new ChatEvent.Text(text.choice(), text.part(), word)));
            } else {
                pieces.add(event);
            }
        }
        return pieces;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 1; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1))) {
                words.add(text.substring(start, i));
                start = i;
            }
        }
        words.add(text.substring(start));
        return words;
    }
}
