package dev.sluice.api.dialect;

import dev.sluice.api.stream.Event;
import dev.sluice.api.text.ChannelTexts;
import java.util.function.Consumer;

/** Reads one stream, event by event, in order. */
public interface EventLens {

    /**
     * Runs the texts of one event through transformers.
     *
     * <p>A piece goes through {@link ChannelTexts#next}. An event that ends channels makes the lens call
     * {@link ChannelTexts#end} for them, and what that returns leaves in an event of the same shape before it. A text that
     * is repeated whole goes through {@link ChannelTexts#whole}.
     *
     * @param event the event as it came
     * @param texts the reply's channels
     * @param out takes what leaves: the same object where nothing changed, so that its bytes stay
     */
    void map(Event event, ChannelTexts texts, Consumer<Event> out);

    /**
     * The stream is over, perhaps before its time: channels that are still open end now.
     *
     * @param texts the reply's channels
     * @param out takes what was held back
     */
    void end(ChannelTexts texts, Consumer<Event> out);
}
