package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.OpenTexts;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads one stream. A part's channel ends with its {@code -end} event, the plan's with whatever comes after it: what is held
 * back leaves in an event of the same type before that.
 */
final class ChatEvents implements EventLens {
    private final OpenTexts open = new OpenTexts();
    private boolean changed;
    private int content = -1;

    @Override
    public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
        Obj data = EventData.object(event);
        if (data == null) {
            if (EventData.isDone(event)) {
                open.endAll(texts, out);
            }
            if (!EventData.isWreck(event)) {
                out.accept(event);
            }
            return;
        }
        String type = Texts.orEmpty(data.text("type"));
        int index = Numbers.asInt(data.number("index"), 0);
        ending(type, index, texts, out);
        if (!changed || !type.startsWith("citation-")) {
            out.accept(mapped(event, data, index, texts));
        }
    }

    /** Ends what an event of this type ends. */
    private void ending(String type, int index, ChannelTexts texts, Consumer<Event> out) {
        if (!type.equals(Events.PLAN_DELTA)) {
            open.end(ChatReplyLens.plan()::equals, texts, out);
        }
        switch (type) {
            case Events.CONTENT_END -> {
                open.end(ChatReplyLens.words(index)::equals, texts, out);
                open.end(ChatReplyLens.thought(index)::equals, texts, out);
                content = -1;
            }
            case Events.CALL_END -> open.end(ChatReplyLens.arguments(index)::equals, texts, out);
            case Events.END -> open.endAll(texts, out);
            default -> {}
        }
    }

    private Event mapped(Event event, Obj data, int index, ChannelTexts texts) {
        Obj mapped = data.update(
                "delta",
                delta -> Edits.object(
                        delta,
                        inner -> inner.update(
                                ChatReplyLens.MESSAGE,
                                value -> Edits.object(value, message -> message(message, index, texts)))));
        if (mapped == data) {
            return event;
        }
        changed = true;
        return event.withData(mapped.without("logprobs"));
    }

    private Obj message(Obj message, int index, ChannelTexts texts) {
        return Edits.members(message, (name, value) -> switch (name) {
            case Messages.PLAN -> plan(value, texts);
            case Messages.CONTENT -> Edits.object(value, part -> content(part, index, texts));
            case Messages.CALLS -> Edits.object(value, call -> call(call, index, texts));
            default -> value;
        });
    }

    /** The one in a message's start is empty, and begins nothing. */
    private Json plan(Json value, ChannelTexts texts) {
        return Edits.text(
                value,
                text -> text.isEmpty()
                        ? text
                        : open.next(
                                ChatReplyLens.plan(),
                                text,
                                texts,
                                held -> Event.of(
                                        Events.PLAN_DELTA,
                                        Json.object(
                                                "type",
                                                Events.PLAN_DELTA,
                                                "delta",
                                                Json.object(
                                                        ChatReplyLens.MESSAGE, Json.object(Messages.PLAN, held))))));
    }

    private Obj content(Obj part, int index, ChannelTexts texts) {
        content = index;
        return Edits.members(part, (name, value) -> switch (name) {
            case "text", "thinking" -> {
                Channel channel = name.equals("text") ? ChatReplyLens.words(index) : ChatReplyLens.thought(index);
                yield text(value, channel, texts, held -> content(index, name, held));
            }
            default -> value;
        });
    }

    private static Event content(int index, String name, String held) {
        return Events.part(Events.CONTENT_DELTA, index, Json.object(Messages.CONTENT, Json.object(name, held)));
    }

    private Obj call(Obj call, int index, ChannelTexts texts) {
        return call.update(
                "function",
                function -> Edits.object(
                        function,
                        called -> called.update(
                                "arguments",
                                value -> text(
                                        value,
                                        ChatReplyLens.arguments(index),
                                        texts,
                                        held -> arguments(index, held)))));
    }

    private static Event arguments(int index, String held) {
        Obj function = Json.object("function", Json.object("arguments", held));
        return Events.part(Events.CALL_DELTA, index, Json.object(Messages.CALLS, function));
    }

    private Json text(Json value, Channel channel, ChannelTexts texts, Function<String, Event> again) {
        return Edits.text(value, text -> open.next(channel, text, texts, again));
    }

    @Override
    public void end(ChannelTexts texts, Consumer<Event> out) {
        open.endAll(texts, out);
    }

    @Override
    public void cut(List<Event> last, Consumer<Event> out) {
        for (Event event : last) {
            Obj data = EventData.object(event);
            if (data == null || !Events.END.equals(data.text("type"))) {
                out.accept(event);
            }
        }
        if (content >= 0) {
            out.accept(Events.part(Events.CONTENT_END, content, null));
        }
        out.accept(Events.end(ChatReplyLens.FILTERED, null, null));
    }
}
