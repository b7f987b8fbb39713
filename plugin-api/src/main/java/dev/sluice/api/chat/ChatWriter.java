package dev.sluice.api.chat;

import dev.sluice.api.stream.Event;
import java.util.function.Consumer;

/** Writes one stream in a dialect. */
public interface ChatWriter {

    /**
     * Says the next event.
     *
     * @param event in the order that {@link ChatEvent} states
     * @param out takes the dialect's events
     */
    void write(ChatEvent event, Consumer<Event> out);

    /**
     * Says what ends a stream that ended as it should. Not called after a {@link ChatEvent.Failed}, nor for a stream that
     * broke off.
     *
     * @param out takes the dialect's last events
     */
    void end(Consumer<Event> out);
}
