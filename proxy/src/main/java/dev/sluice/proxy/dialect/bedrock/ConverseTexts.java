package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.Channel.Kind;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.anthropic.Inputs;
import java.util.function.BiFunction;

/**
 * Finds the texts in a whole reply of Converse.
 *
 * @param map says what stands in the place of each text; the part is the block's place
 */
record ConverseTexts(BiFunction<Channel, String, String> map) {

    Obj reply(Obj reply) {
        return reply.update("output", output -> Edits.object(output, o -> o.update("message", this::message)));
    }

    private Json message(Json message) {
        return Edits.object(message, m -> m.update("content", content -> Edits.indexed(content, this::block)));
    }

    private Obj block(int place, Obj block) {
        return Edits.members(block, (name, value) -> switch (name) {
            case "text" -> text(value, new Channel(0, Kind.CONTENT, place));
            case "reasoningContent" -> Edits.object(value, reasoning -> reasoning(reasoning, place));
            case "toolUse" -> Edits.object(value, use -> use.update("input", input -> input(input, place)));
            case "citationsContent" -> Edits.object(value, cited -> cited(cited, place));
            default -> value;
        });
    }

    private Obj reasoning(Obj reasoning, int place) {
        return reasoning.update(
                "reasoningText",
                holder -> Edits.object(
                        holder, text -> text.update("text", t -> text(t, new Channel(0, Kind.REASONING, place)))));
    }

    /** Words that come in several texts are one in a stream; here each is a text of its own, as almost always there is one. */
    private Obj cited(Obj cited, int place) {
        return cited.update(
                "content",
                content -> Edits.eachObject(
                        content, part -> part.update("text", t -> text(t, new Channel(0, Kind.CONTENT, place)))));
    }

    private Json input(Json input, int place) {
        return input instanceof Obj object && object.isEmpty()
                ? input
                : Inputs.map(input, text -> map.apply(new Channel(0, Kind.TOOL_ARGUMENTS, place), text));
    }

    private Json text(Json value, Channel channel) {
        return Edits.text(value, text -> text.isEmpty() ? text : map.apply(channel, text));
    }
}
