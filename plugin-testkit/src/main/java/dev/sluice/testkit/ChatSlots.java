package dev.sluice.testkit;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The content of each choice's message, or of its delta. */
final class ChatSlots implements Slots {
    @Override
    public Obj map(Obj body, BiFunction<Channel, String, String> mapper) {
        return body.update(
                "choices",
                choices -> choices instanceof Arr all
                        ? all.map(choice -> choice instanceof Obj object ? mapChoice(object, mapper) : choice)
                        : choices);
    }

    @Override
    public List<Integer> finished(Obj body) {
        List<Integer> indexes = new ArrayList<>();
        Arr choices = body.array("choices");
        if (choices != null) {
            choices.stream()
                    .map(Obj.class::cast)
                    .filter(c -> c.text("finish_reason") != null)
                    .forEach(choice -> indexes.add(index(choice)));
        }
        return indexes;
    }

    @Override
    public Obj finish(Obj body, String reason) {
        return body.update(
                "choices",
                choices -> choices instanceof Arr all
                        ? all.map(
                                choice -> choice instanceof Obj object ? object.with("finish_reason", reason) : choice)
                        : choices);
    }

    @Override
    public Event piece(Channel channel, String text) {
        Obj delta = Json.object("content", text);
        return Event.of(
                null, Json.object("choices", Json.array(Json.object("index", channel.choice(), "delta", delta))));
    }

    private static Obj mapChoice(Obj choice, BiFunction<Channel, String, String> mapper) {
        Channel channel = new Channel(index(choice), Channel.Kind.CONTENT, 0);
        return mapMessage(mapMessage(choice, "message", channel, mapper), "delta", channel, mapper);
    }

    private static Obj mapMessage(
            Obj choice, String place, Channel channel, BiFunction<Channel, String, String> mapper) {
        Obj message = choice.object(place);
        String before = message == null ? null : message.text("content");
        if (message == null || before == null) {
            return choice;
        }
        String after = mapper.apply(channel, before);
        return after.equals(before) ? choice : choice.with(place, message.with("content", after));
    }

    private static int index(Obj choice) {
        Num index = choice.number("index");
        return index == null ? 0 : Integer.parseInt(index.toString());
    }
}
