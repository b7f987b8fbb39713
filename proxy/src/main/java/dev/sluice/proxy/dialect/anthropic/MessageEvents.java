package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
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
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream of messages. What is held back of a block leaves in one more delta before the block stops; the deltas
 * that were emptied meanwhile keep their place.
 */
final class MessageEvents implements EventLens {

    private static final String DELTA = "content_block_delta";
    private static final String STOP = "content_block_stop";
    private static final String END = "message_delta";
    private static final String OVER = "message_stop";

    private final OpenTexts open = new OpenTexts();
    private final TreeSet<Integer> begun = new TreeSet<>(); // Blocks that have started and not stopped.
    private @Nullable Obj usage;

    @Override
    public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
        Obj data = EventData.object(event);
        if (data == null) {
            if (!EventData.isWreck(event)) {
                out.accept(event);
            }
            return;
        }
        out.accept(event.withData(map(data, texts, out)));
    }

    private Obj map(Obj data, ChannelTexts texts, Consumer<Event> out) {
        int index = Numbers.asInt(data.number("index"), 0);
        usage = Usages.merge(usage, data.object("usage"));
        return switch (Texts.orEmpty(data.text("type"))) {
            case "message_start" -> started(data, texts, out);
            case "content_block_start" -> begun(data, index, texts);
            case DELTA -> data.update("delta", delta -> Edits.object(delta, d -> delta(d, index, texts)));
            case STOP -> {
                open.end(channel -> channel.part() == index, texts, out);
                begun.remove(index);
                yield data;
            }
            case END, OVER, Errors.ERROR -> {
                open.endAll(texts, out);
                yield data;
            }
            default -> data;
        };
    }

    /** A message may start anew within a stream, when the provider tries again. */
    private Obj started(Obj data, ChannelTexts texts, Consumer<Event> out) {
        open.endAll(texts, out);
        begun.clear();
        if (data.get("message") instanceof Obj message) {
            usage = message.object("usage");
        }
        return data.update("message", message -> Edits.object(message, new BlockTexts(texts::whole)::message));
    }

    /** The words that a block starts with are pieces like those that follow; an input is all there. */
    private Obj begun(Obj data, int index, ChannelTexts texts) {
        begun.add(index);
        BlockTexts pieces = new BlockTexts(
                (channel, text) -> channel.kind() == Kind.TOOL_ARGUMENTS || channel.part() >= BlockTexts.QUOTES
                        ? texts.whole(channel, text)
                        : piece(channel, text, texts));
        return data.update("content_block", block -> Edits.object(block, b -> pieces.block(index, b)));
    }

    private Obj delta(Obj delta, int index, ChannelTexts texts) {
        return Edits.members(delta, (name, value) -> switch (name) {
            case "text" -> piece(value, new Channel(0, Kind.CONTENT, index), texts);
            case "thinking" -> piece(value, new Channel(0, Kind.REASONING, index), texts);
            case "partial_json" -> piece(value, new Channel(0, Kind.TOOL_ARGUMENTS, index), texts);
            case "citation" -> Edits.object(value, citation -> new BlockTexts(texts::whole).citation(citation, index));
            case "content" ->
                Edits.text(value, text -> texts.whole(new Channel(0, Kind.CONTENT, index), text)); // A compaction.
            default -> value;
        });
    }

    private Json piece(Json value, Channel channel, ChannelTexts texts) {
        return Edits.text(value, text -> piece(channel, text, texts));
    }

    private String piece(Channel channel, String text, ChannelTexts texts) {
        return open.next(channel, text, texts, held -> carrier(channel, held));
    }

    private static Event carrier(Channel channel, String held) {
        Obj delta = switch (channel.kind()) {
            case REASONING -> Json.object("type", "thinking_delta", "thinking", held);
            case TOOL_ARGUMENTS -> Json.object("type", "input_json_delta", "partial_json", held);
            default -> Json.object("type", "text_delta", "text", held);
        };
        return Event.of(DELTA, Json.object("type", DELTA, "index", channel.part(), "delta", delta));
    }

    @Override
    public void end(ChannelTexts texts, Consumer<Event> out) {
        open.endAll(texts, out);
    }

    @Override
    public void cut(List<Event> leaving, Consumer<Event> out) {
        leaving.stream().filter(event -> !ends(event)).forEach(out);
        begun.forEach(index -> out.accept(Event.of(STOP, Json.object("type", STOP, "index", index))));
        Obj delta = Json.object(MessagesReply.FINISH, MessagesReply.FILTERED, "stop_sequence", Null.NULL);
        Obj counted = usage == null ? Usages.write(null) : usage;
        out.accept(Event.of(END, Json.object("type", END, "delta", delta, "usage", counted)));
        out.accept(Event.of(OVER, Json.object("type", OVER)));
    }

    private static boolean ends(Event event) {
        Obj data = EventData.object(event);
        String type = data == null ? "" : Texts.orEmpty(data.text("type"));
        return type.equals(END) || type.equals(OVER);
    }
}
