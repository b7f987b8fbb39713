package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.Channel.Kind;
import dev.sluice.proxy.dialect.Edits;
import java.util.function.BiFunction;

/**
 * Finds the texts in the blocks of a reply. What the provider's own tools brought in is no text of the model's.
 *
 * <p>Channels: the part is the block's place, and from {@link #QUOTES} on that of the block whose sources are quoted.
 *
 * @param map says what stands in the place of each text
 */
record BlockTexts(BiFunction<Channel, String, String> map) {

    /** A block of words quotes its sources in a text of its own. */
    static final int QUOTES = 1 << 16;

    Obj message(Obj message) {
        return message.update("content", content -> Edits.indexed(content, this::block));
    }

    Obj block(int place, Obj block) {
        return Edits.members(block, (name, value) -> switch (name) {
            case "text" -> text(value, new Channel(0, Kind.CONTENT, place));
            case "thinking" -> text(value, new Channel(0, Kind.REASONING, place));
            case "input" -> input(value, place);
            case "citations" -> Edits.eachObject(value, citation -> citation(citation, place));
            case "content" -> isCompaction(block) ? text(value, new Channel(0, Kind.CONTENT, place)) : value;
            default -> value;
        });
    }

    private static boolean isCompaction(Obj block) {
        return "compaction".equals(block.text("type"));
    }

    private Json input(Json input, int place) {
        return input instanceof Obj object && object.isEmpty()
                ? input
                : Inputs.map(input, text -> map.apply(new Channel(0, Kind.TOOL_ARGUMENTS, place), text));
    }

    Obj citation(Obj citation, int place) {
        return citation.update("cited_text", value -> text(value, new Channel(0, Kind.CONTENT, QUOTES + place)));
    }

    private Json text(Json value, Channel channel) {
        return Edits.text(value, text -> text.isEmpty() ? text : map.apply(channel, text));
    }
}
