package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.OpenTexts;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a stream of InvokeModel in the words of a family without a dialect: a text is a channel for each place in its events. What is held
 * back leaves with the event that says why the stream ends, or in one more of the same shape.
 */
final class FamilyEvents {

    private static final Set<String> ENDS =
            Set.of("stop_reason", "stopReason", "completionReason", "finish_reason", "finishReason");

    private final OpenTexts open = new OpenTexts();
    private final Map<String, Channel> channels = new HashMap<>(2);

    void map(Event event, Event inner, ChannelTexts texts, Consumer<Event> out) {
        Obj data = EventData.object(inner);
        if (data == null) {
            out.accept(event);
            return;
        }
        boolean last = ends(data);
        Obj mapped = FamilyTexts.map(data, Role.ASSISTANT, (path, role, text) -> {
            Channel channel =
                    channels.computeIfAbsent(path, place -> new Channel(0, Channel.Kind.CONTENT, channels.size()));
            return last
                    ? open.last(channel, text, texts)
                    : open.next(channel, text, texts, held -> Chunks.outer(Event.of(null, like(data, path, held))));
        });
        if (last) {
            open.endAll(texts, out);
        }
        out.accept(mapped == data ? event : Chunks.outer(Event.of(null, mapped)));
    }

    void end(ChannelTexts texts, Consumer<Event> out) {
        open.endAll(texts, out);
    }

    /** An event that says one text and nothing else. */
    private static Obj like(Obj data, String path, String held) {
        return FamilyTexts.map(data, Role.ASSISTANT, (place, role, text) -> place.equals(path) ? held : "");
    }

    /** Some families say at any depth why they end, and say null before that. */
    private static boolean ends(Json value) {
        return switch (value) {
            case Obj object ->
                object.members().stream()
                        .anyMatch(member ->
                                ENDS.contains(member.name()) ? member.value() != Null.NULL : ends(member.value()));
            case Arr list -> list.stream().anyMatch(FamilyEvents::ends);
            default -> false;
        };
    }

    /** Whether an event is one of Anthropic's. */
    static boolean isOfAnthropic(Event inner) {
        Obj data = EventData.object(inner);
        return data != null && data.text("type") != null;
    }
}
