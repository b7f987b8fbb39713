package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.Channel.Kind;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.Numbers;
import dev.sluice.proxy.dialect.Texts;
import java.util.function.Function;

/**
 * Finds the texts in the answer of chat completions: the same in a {@code message} and in a {@code delta}.
 *
 * <p>Parts of a kind: content 0 and the transcript of spoken content 1; reasoning 0 and 1 for its two spellings, its
 * details from 2 on; tool calls by their index.
 */
final class ChatTexts {

    private static final int TRANSCRIPT = 1;
    private static final int FIRST_DETAIL = 2;

    private final int choice;
    private final Feed feed;

    private ChatTexts(int choice, Feed feed) {
        this.choice = choice;
        this.feed = feed;
    }

    /** The shape of a chat's choice, whole or a chunk of it. */
    static Obj map(Obj choice, int index, Feed feed) {
        ChatTexts texts = new ChatTexts(index, feed);
        return Edits.members(choice, (name, value) -> switch (name) {
            case "message", "delta" -> Edits.object(value, texts::message);
            default -> value;
        });
    }

    private Obj message(Obj message) {
        return Edits.members(message, (name, value) -> switch (name) {
            case "content" -> content(value);
            case "refusal" -> text(value, channel(Kind.REFUSAL, 0), held -> Json.object(name, held));
            case "reasoning_content" -> text(value, channel(Kind.REASONING, 0), held -> Json.object(name, held));
            case "reasoning" -> text(value, channel(Kind.REASONING, 1), held -> Json.object(name, held));
            case "reasoning_details" -> Edits.indexed(value, this::detail);
            case "audio" -> Edits.object(value, this::audio);
            case "tool_calls" -> Edits.indexed(value, this::call);
            case "function_call" ->
                Edits.object(value, function -> input(function, 0, called -> Json.object(name, called)));
            default -> value;
        });
    }

    private Json content(Json value) {
        Channel content = channel(Kind.CONTENT, 0);
        Json mapped = text(value, content, held -> Json.object("content", held));
        return Edits.eachObject(
                mapped,
                part -> Edits.members(part, (name, inner) -> switch (name) {
                    case "text" -> text(inner, content, held -> parts(Json.object("type", "text", "text", held)));
                    case "thinking" ->
                        Edits.eachObject(
                                inner,
                                thought -> thought.update(
                                        "text",
                                        text -> text(text, channel(Kind.REASONING, 0), held -> parts(thinking(held)))));
                    default -> inner;
                }));
    }

    private static Obj parts(Obj part) {
        return Json.object("content", Json.array(part));
    }

    private static Obj thinking(String held) {
        return Json.object("type", "thinking", "thinking", Json.array(Json.object("type", "text", "text", held)));
    }

    private Obj detail(int place, Obj detail) {
        Channel channel = channel(Kind.REASONING, FIRST_DETAIL + index(detail, place));
        return Edits.members(detail, (name, value) -> switch (name) {
            case "text", "summary" ->
                text(value, channel, held -> Json.object("reasoning_details", Json.array(detail.with(name, held))));
            default -> value;
        });
    }

    private Obj audio(Obj audio) {
        return audio.update(
                "transcript",
                value -> text(
                        value,
                        channel(Kind.CONTENT, TRANSCRIPT),
                        held -> Json.object("audio", Json.object("transcript", held))));
    }

    private Obj call(int place, Obj call) {
        int index = index(call, place);
        String id = Texts.string(call.get("id"));
        return Edits.members(call, (name, value) -> switch (name) {
            case "function", "custom" ->
                Edits.object(value, called -> {
                    feed.call(channel(name.equals("custom") ? Kind.TOOL_INPUT : Kind.TOOL_ARGUMENTS, index), id);
                    return input(
                            called,
                            index,
                            held -> Json.object("tool_calls", Json.array(Json.object("index", index, name, held))));
                });
            default -> value;
        });
    }

    private Obj input(Obj called, int index, Function<Obj, Obj> call) {
        return Edits.members(called, (name, value) -> switch (name) {
            case "arguments" ->
                text(value, channel(Kind.TOOL_ARGUMENTS, index), held -> call.apply(Json.object(name, held)));
            case "input" -> text(value, channel(Kind.TOOL_INPUT, index), held -> call.apply(Json.object(name, held)));
            default -> value;
        });
    }

    private Json text(Json value, Channel channel, Function<String, Obj> delta) {
        return Edits.text(value, text -> feed.feed(channel, text, held -> chunk(delta.apply(held))));
    }

    private Obj chunk(Obj delta) {
        return Json.object("index", choice, "delta", delta, "logprobs", Null.NULL, "finish_reason", Null.NULL);
    }

    private Channel channel(Kind kind, int part) {
        return new Channel(choice, kind, part);
    }

    /** The place that an element says it has in the whole list; else the one that it has here. */
    static int index(Obj element, int place) {
        Num index = element.number("index");
        return index == null ? place : Numbers.asInt(index, place);
    }
}
