package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.Channel.Kind;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.OpenTexts;
import dev.sluice.proxy.dialect.Texts;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads one stream of Converse. What is held back of a block leaves in one more delta before the block stops. */
final class ConverseEvents implements EventLens {

    static final String DELTA = "contentBlockDelta";
    static final String STOP = "contentBlockStop";
    static final String OVER = "messageStop";
    static final String INDEX = "contentBlockIndex";

    /** Random characters that hide how long a text is; they would tell how long it was. */
    private static final String PADDING = "p";

    private final OpenTexts open = new OpenTexts();
    private final TreeSet<Integer> begun = new TreeSet<>(); // Blocks that have begun and not stopped.

    @Override
    public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
        Obj data = EventData.object(event);
        if (data == null) {
            return; // Half a message, which no client can read.
        }
        Obj mapped = map(Texts.orEmpty(event.type()), data, texts, out);
        out.accept(mapped == data ? event : event.withData(mapped.without(PADDING)));
    }

    private Obj map(String type, Obj data, ChannelTexts texts, Consumer<Event> out) {
        int index = Numbers.asInt(data.number(INDEX), 0);
        switch (type) {
            case "contentBlockStart" -> begun.add(index);
            case DELTA -> {
                begun.add(index);
                return data.update("delta", delta -> Edits.object(delta, d -> delta(d, index, texts)));
            }
            case STOP -> {
                open.end(channel -> channel.part() == index, texts, out);
                begun.remove(index);
            }
            case "messageStart" -> {}
            default -> open.endAll(texts, out);
        }
        return data;
    }

    private Obj delta(Obj delta, int index, ChannelTexts texts) {
        return Edits.members(delta, (name, value) -> switch (name) {
            case "text" -> piece(value, new Channel(0, Kind.CONTENT, index), texts);
            case "toolUse" ->
                Edits.object(
                        value,
                        use -> use.update(
                                "input", input -> piece(input, new Channel(0, Kind.TOOL_ARGUMENTS, index), texts)));
            case "reasoningContent" ->
                Edits.object(
                        value,
                        reasoning -> reasoning.update(
                                "text", text -> piece(text, new Channel(0, Kind.REASONING, index), texts)));
            default -> value;
        });
    }

    private Json piece(Json value, Channel channel, ChannelTexts texts) {
        return Edits.text(value, text -> open.next(channel, text, texts, held -> carrier(channel, held)));
    }

    private static Event carrier(Channel channel, String held) {
        Obj delta = switch (channel.kind()) {
            case REASONING -> Json.object("reasoningContent", Json.object("text", held));
            case TOOL_ARGUMENTS -> Json.object("toolUse", Json.object("input", held));
            default -> Json.object("text", held);
        };
        return EventStream.event(DELTA, Json.object(INDEX, channel.part(), "delta", delta));
    }

    @Override
    public void end(ChannelTexts texts, Consumer<Event> out) {
        open.endAll(texts, out);
    }

    @Override
    public void cut(List<Event> leaving, Consumer<Event> out) {
        leaving.stream().filter(event -> !OVER.equals(event.type())).forEach(out);
        begun.forEach(index -> out.accept(EventStream.event(STOP, Json.object(INDEX, index))));
        out.accept(EventStream.event(OVER, Json.object(ConverseReply.FINISH, ConverseReply.FILTERED)));
    }
}
