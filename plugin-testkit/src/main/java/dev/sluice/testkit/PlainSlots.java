package dev.sluice.testkit;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import java.util.List;
import java.util.function.BiFunction;

/** One slot: {@code text}. */
final class PlainSlots implements Slots {
    @Override
    public Obj map(Obj body, BiFunction<Channel, String, String> mapper) {
        return body.update("text", value -> value instanceof Str text ? mapped(text, mapper) : value);
    }

    @Override
    public List<Integer> finished(Obj body) {
        return body.text("finish_reason") == null ? List.of() : List.of(0);
    }

    @Override
    public Obj finish(Obj body, String reason) {
        return body.with("finish_reason", reason);
    }

    @Override
    public Event piece(Channel channel, String text) {
        return Event.of(null, Json.object("text", text));
    }

    private static Json mapped(Str text, BiFunction<Channel, String, String> mapper) {
        String before = text.value();
        String after = mapper.apply(Channel.content(), before);
        return after.equals(before) ? text : Json.of(after);
    }
}
