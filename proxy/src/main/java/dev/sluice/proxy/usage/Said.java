package dev.sluice.proxy.usage;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a reply says, thinking and arguments of tools included: what its model has generated. */
final class Said {

    private final Map<Channel, StringBuilder> texts = new LinkedHashMap<>();
    private final ChannelTexts channels = new ChannelTexts(this::collector);

    private Said() {}

    /** What a whole reply says: a text for each of its channels. */
    static List<String> in(Obj reply, ReplyLens lens) {
        Said said = new Said();
        lens.mapTexts(reply, said.channels);
        return said.all();
    }

    /** What some frames of a stream say: a text for each of its channels. */
    static List<String> in(List<Frames> frames, ReplyLens lens) {
        Said said = new Said();
        EventLens events = lens.events();
        frames.forEach(each -> each.events().forEach(event -> said.add(event, events)));
        return said.all();
    }

    private List<String> all() {
        return texts.values().stream().map(StringBuilder::toString).toList();
    }

    private void add(Event event, EventLens events) {
        try {
            events.map(event, channels, left -> {});
        } catch (RuntimeException e) {
            return; // What cannot be read, or only beside what is missing here, says nothing.
        }
    }

    /** Some dialects say a text again when it is over: it was generated once. */
    private TextTransformer collector(Channel channel) {
        if (texts.containsKey(channel)) {
            return piece -> piece;
        }
        StringBuilder text = new StringBuilder();
        texts.put(channel, text);
        return piece -> {
            text.append(piece);
            return piece;
        };
    }
}
