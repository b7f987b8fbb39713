package dev.sluice.proxy.dialect;

import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The channels of one stream that have begun and not ended, each with the way to write one more event of it. */
public final class OpenTexts {

    private final Map<Channel, Function<String, Event>> events = new LinkedHashMap<>(4);

    /** Feeds a piece; {@code event} makes an event of the same shape for what is held back of it. */
    public String next(Channel channel, String piece, ChannelTexts texts, Function<String, Event> event) {
        events.put(channel, event);
        return texts.next(channel, piece);
    }

    /** Feeds a channel's last piece. */
    public String last(Channel channel, String piece, ChannelTexts texts) {
        events.remove(channel);
        String head = texts.next(channel, piece);
        String tail = texts.end(channel);
        return tail.isEmpty() ? head : head + tail;
    }

    /** Ends channels; what was held back leaves in events of their own. */
    public void end(Predicate<Channel> which, ChannelTexts texts, Consumer<Event> out) {
        for (Channel channel : new ArrayList<>(events.keySet())) {
            if (which.test(channel)) {
                Function<String, Event> event = events.remove(channel);
                String held = texts.end(channel);
                if (event != null && !held.isEmpty()) {
                    out.accept(event.apply(held));
                }
            }
        }
    }

    /** Ends all channels. */
    public void endAll(ChannelTexts texts, Consumer<Event> out) {
        end(channel -> true, texts, out);
    }
}
