package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;

/** What goes to the script in one call: keys that are named once each, and arguments. */
final class Batch {

    private final ServerClock clock;
    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    Batch(ServerClock clock) {
        this.clock = clock;
        arguments.add("0");
        arguments.add("0");
    }

    /** Says that all that was written up to now is one settling, and has a number. */
    void settling(long number) {
        arguments.set(0, Long.toString(number));
        arguments.set(1, Integer.toString(arguments.size() + 1));
    }

    Batch word(String word) {
        arguments.add(word);
        return this;
    }

    Batch number(long number) {
        arguments.add(Long.toString(number));
        return this;
    }

    Batch account(String key) {
        arguments.add(places.computeIfAbsent(key, this::place));
        return this;
    }

    /** Says in what time it counts: the script finds the end itself, but for the calendar's, which it only checks. */
    Batch window(Window window) {
        switch (window) {
            case Window.Held held -> word("h").number(0).number(0);
            case Window.Rolling rolling ->
                word("r")
                        .number(rolling.length().toMillis() / Window.Rolling.STEPS)
                        .number(rolling.length().toMillis());
            case Window.Calendar calendar -> {
                ServerClock.Span span = clock.span(calendar);
                word("c").number(span.begin()).number(span.end());
            }
        }
        return this;
    }

    /** A key that is no account, behind all that are. */
    void last(String key) {
        keys.add(key);
    }

    SequencedCollection<String> keys() {
        return keys;
    }

    List<String> arguments() {
        return arguments;
    }

    private String place(String key) {
        keys.add(key);
        return Integer.toString(keys.size());
    }
}
