package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.Channel.Kind;
import dev.sluice.proxy.dialect.Edits;
import java.util.function.BiFunction;

/**
 * Finds the texts in what a response puts out: whole items, and parts of them.
 *
 * <p>Channels: the choice is the item's place in the output; the part is a content part's or a command's place in the item,
 * and from {@link #SUMMARIES} on a summary's.
 */
final class ResponseTexts {

    /** A reasoning item has content and summaries, both reasoning. */
    static final int SUMMARIES = 1 << 16;

    private final BiFunction<Channel, String, String> map;

    /** {@code map} says what stands in the place of each text. */
    ResponseTexts(BiFunction<Channel, String, String> map) {
        this.map = map;
    }

    Obj response(Obj response) {
        return Edits.members(response, (name, value) -> switch (name) {
            case "output" -> Edits.indexed(value, (place, item) -> item(item, place));
            case "output_text" -> text(value, Channel.content());
            default -> value;
        });
    }

    Obj item(Obj item, int output) {
        return Edits.members(item, (name, value) -> switch (name) {
            case "content" -> Edits.indexed(value, (place, part) -> part(part, output, place));
            case "summary" -> Edits.indexed(value, (place, part) -> part(part, output, SUMMARIES + place));
            case "arguments" -> text(value, new Channel(output, Kind.TOOL_ARGUMENTS, 0));
            case "input", "code" -> text(value, new Channel(output, Kind.TOOL_INPUT, 0));
            case "action" -> Edits.object(value, action -> action.update("commands", all -> commands(all, output)));
            case "operation" ->
                Edits.object(
                        value,
                        operation ->
                                operation.update("diff", diff -> text(diff, new Channel(output, Kind.TOOL_INPUT, 0))));
            default -> value;
        });
    }

    private Json commands(Json commands, int output) {
        int[] place = {0};
        return Edits.each(commands, command -> text(command, new Channel(output, Kind.TOOL_INPUT, place[0]++)));
    }

    Obj part(Obj part, int output, int place) {
        boolean isReasoning = place >= SUMMARIES || "reasoning_text".equals(part.text("type"));
        Obj mapped = Edits.members(part, (name, value) -> switch (name) {
            case "text" -> text(value, new Channel(output, isReasoning ? Kind.REASONING : Kind.CONTENT, place));
            case "refusal" -> text(value, new Channel(output, Kind.REFUSAL, place));
            default -> value;
        });
        return mapped == part ? part : withoutLogprobs(mapped);
    }

    /** Probabilities of tokens spell the text that is gone; they are a list wherever they are allowed. */
    static Obj withoutLogprobs(Obj holder) {
        return holder.has("logprobs") ? holder.with("logprobs", Json.array()) : holder;
    }

    Json text(Json value, Channel channel) {
        return Edits.text(value, text -> text.isEmpty() ? text : map.apply(channel, text));
    }
}
