package dev.sluice.api.chat;

import dev.sluice.api.stream.Event;
import java.util.function.Consumer;

/** Reads one stream of a dialect. */
public interface ChatReader {

    /**
     * Takes the next event.
     *
     * @param event as it came; of any shape: what it does not know it leaves out, and notes
     * @param out takes what the event says
     */
    void read(Event event, Consumer<ChatEvent> out);

    /**
     * The stream is over.
     *
     * @param complete false if it broke off: then nothing may be made to look whole
     * @param out takes what is left to be said
     */
    void end(boolean complete, Consumer<ChatEvent> out);
}
