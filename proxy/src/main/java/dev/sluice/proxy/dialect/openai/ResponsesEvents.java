package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream of responses.
 *
 * <p>What is held back leaves in one more delta before the event that ends its channel. That delta has the sequence number
 * of the event before it: numbers never fall, and those of the provider stay true, so that a client may resume after any
 * number that it has seen.
 */
final class ResponsesEvents implements EventLens {

    private static final String INCOMPLETE = "response.incomplete";
    private static final String SEQUENCE = "sequence_number";

    private final OpenTexts open = new OpenTexts();
    private @Nullable Num sequence;
    private @Nullable Obj response; // As the stream last had it.

    @Override
    public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
        Obj data = EventData.object(event);
        if (data == null) {
            other(event, texts, out);
            return;
        }
        Obj mapped = map(event, data, texts, out);
        response = mapped.object("response") == null ? response : mapped.object("response");
        sequence = data.number(SEQUENCE) == null ? sequence : data.number(SEQUENCE);
        out.accept(mapped == data ? event : event.withData(mapped.without("obfuscation")));
    }

    @Override
    public void end(ChannelTexts texts, Consumer<Event> out) {
        open.endAll(texts, out);
    }

    @Override
    public void cut(List<Event> leaving, Consumer<Event> out) {
        leaving.stream().filter(event -> !ends(event)).forEach(out);
        Obj like = response == null ? Json.object("object", "response", "output", List.of()) : response;
        Obj end = Json.object("type", INCOMPLETE, "response", ResponsesReply.filtered(like.without("output_text")));
        out.accept(Event.of(INCOMPLETE, sequence == null ? end : end.with(SEQUENCE, sequence)));
    }

    private static boolean ends(Event event) {
        Obj data = EventData.object(event);
        return data == null || data.has("response");
    }

    private void other(Event event, ChannelTexts texts, Consumer<Event> out) {
        if (EventData.isDone(event)) {
            open.endAll(texts, out);
        }
        if (!EventData.isWreck(event)) {
            out.accept(event);
        }
    }

    private Obj map(Event event, Obj data, ChannelTexts texts, Consumer<Event> out) {
        String type = Texts.orEmpty(data.text("type"));
        TextFamily delta = TextFamily.ofDelta(type);
        if (delta != null) {
            return piece(event, data, delta.channel(data), texts);
        }
        TextFamily done = TextFamily.ofDone(type);
        if (done != null) {
            Channel channel = done.channel(data);
            open.end(channel::equals, texts, out);
            return whole(data, done.wholeField(), channel, texts);
        }
        open.end(ended(type, data), texts, out);
        return repeated(data, new ResponseTexts(texts::whole));
    }

    private Obj piece(Event event, Obj data, Channel channel, ChannelTexts texts) {
        Obj mapped = data.update(
                "delta",
                value ->
                        Edits.text(value, text -> open.next(channel, text, texts, held -> carrier(event, data, held))));
        return mapped == data ? data : ResponseTexts.withoutLogprobs(mapped);
    }

    private Event carrier(Event event, Obj like, String held) {
        Obj delta = ResponseTexts.withoutLogprobs(like.with("delta", held)).without("obfuscation");
        return event.withData(sequence == null ? delta : delta.with(SEQUENCE, sequence));
    }

    private static Obj whole(Obj data, String field, Channel channel, ChannelTexts texts) {
        ResponseTexts all = new ResponseTexts(texts::whole);
        Obj mapped = data.update(field, value -> all.text(value, channel));
        return mapped == data ? data : ResponseTexts.withoutLogprobs(mapped);
    }

    /** The channels that an event ends beside those of its own text. */
    private static Predicate<Channel> ended(String type, Obj data) {
        int output = Numbers.asInt(data.number("output_index"), 0);
        return switch (type) {
            case "response.output_item.done" -> channel -> channel.choice() == output;
            case "response.completed", "response.incomplete", "response.failed", "response.cancelled", "error" ->
                channel -> true;
            default -> channel -> false;
        };
    }

    /** Texts that an event of another kind repeats whole: of a part, an item, or all of the response. */
    private static Obj repeated(Obj data, ResponseTexts all) {
        int output = Numbers.asInt(data.number("output_index"), 0);
        return Edits.members(data, (name, value) -> switch (name) {
            case "part" -> Edits.object(value, part -> all.part(part, output, place(data)));
            case "item" -> Edits.object(value, item -> all.item(item, output));
            case "response" -> Edits.object(value, all::response);
            default -> value;
        });
    }

    private static int place(Obj data) {
        return data.has("summary_index")
                ? ResponseTexts.SUMMARIES + Numbers.asInt(data.number("summary_index"), 0)
                : Numbers.asInt(data.number("content_index"), 0);
    }
}
