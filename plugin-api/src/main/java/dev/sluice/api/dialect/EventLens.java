package dev.sluice.api.dialect;

import dev.sluice.api.stream.Event;
import dev.sluice.api.text.ChannelTexts;
import java.util.List;
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

    /**
     * A filter has ended the reply with the event that was mapped last: the stream says so in the way in which the provider
     * says that its own content filter has.
     *
     * @param last what would leave for that event, in order, its texts cut already
     * @param out takes what leaves instead, to the stream's regular end
     */
    default void cut(List<Event> last, Consumer<Event> out) {
        throw ReplyLens.filtered();
    }
}
