package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.OpenTexts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream of chat completions or completions.
 *
 * <p>A choice's channels end with its {@code finish_reason}, with an error, and with {@code [DONE]}. What is held back then
 * leaves in a chunk like the channel's last one, or, if the ending chunk brings a text of the channel itself, with that.
 */
final class ChoiceEvents implements EventLens {

    private final ChoiceReply reply;
    private @Nullable Event last;
    private final OpenTexts open = new OpenTexts();
    private final Map<Channel, String> calls = new HashMap<>();

    ChoiceEvents(ChoiceReply reply) {
        this.reply = reply;
    }

    @Override
    public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
        Obj chunk = EventData.object(event);
        if (chunk != null && chunk.array("choices") != null) {
            last = event;
            out.accept(new Chunk(event, chunk, texts, out).map());
            return;
        }
        if (chunk == null ? EventData.isDone(event) : chunk.has("error")) {
            open.endAll(texts, out);
        }
        if (chunk != null || !EventData.isWreck(event)) {
            out.accept(event);
        }
    }

    @Override
    public void end(ChannelTexts texts, Consumer<Event> out) {
        open.endAll(texts, out);
    }

    @Override
    public void cut(List<Event> leaving, Consumer<Event> out) {
        leaving.stream()
                .filter(event -> !EventData.isDone(event))
                .map(this::unfinished)
                .forEach(out);
        Obj like = last == null ? null : EventData.object(last);
        if (last != null && like != null) {
            Obj empty = like.update("choices", choices -> Edits.eachObject(choices, ChoiceEvents::filtered));
            out.accept(last.withData(empty.without("obfuscation").without("usage")));
        }
        out.accept(Event.of(null, EventData.DONE));
    }

    /** A chunk that says of no choice why it ended: that is said once, by the last. */
    private Event unfinished(Event event) {
        Obj chunk = EventData.object(event);
        return chunk == null
                ? event
                : event.withData(
                        chunk.update("choices", choices -> Edits.eachObject(choices, ChoiceEvents::unfinished)));
    }

    private static Obj unfinished(Obj choice) {
        return choice.get(ChoiceReply.FINISH) instanceof Str ? choice.with(ChoiceReply.FINISH, Null.NULL) : choice;
    }

    private static Obj filtered(Obj choice) {
        Obj bare = choice.without("logprobs").with(ChoiceReply.FINISH, ChoiceReply.FILTERED);
        return bare.has("delta") ? bare.with("delta", Json.object().build()) : bare.with("text", "");
    }

    /** One event with choices. */
    private final class Chunk {

        private final Event event;
        private final Obj chunk;
        private final ChannelTexts texts;
        private final Consumer<Event> out;

        Chunk(Event event, Obj chunk, ChannelTexts texts, Consumer<Event> out) {
            this.event = event;
            this.chunk = chunk;
            this.texts = texts;
            this.out = out;
        }

        Event map() {
            Obj mapped = chunk.update("choices", choices -> Edits.indexed(choices, this::choice));
            // Padding would tell the length of the text that is gone.
            return mapped == chunk ? event : event.withData(mapped.without("obfuscation"));
        }

        private Obj choice(int place, Obj choice) {
            int index = ChatTexts.index(choice, place);
            boolean ends = choice.get("finish_reason") instanceof Str;
            Obj mapped = reply.map(choice, index, new Pieces(ends));
            if (ends) {
                open.end(channel -> channel.choice() == index, texts, out);
            }
            return mapped;
        }

        private Event carrier(Obj choice) {
            Obj like = chunk.with("choices", Json.array(choice))
                    .without("obfuscation")
                    .without("x_groq");
            return event.withData(like.has("usage") ? like.with("usage", Null.NULL) : like);
        }

        /** Feeds the chunk's pieces to their channels. */
        private final class Pieces implements Feed {

            private final boolean last;

            Pieces(boolean last) {
                this.last = last;
            }

            @Override
            public String feed(Channel channel, String text, Function<String, Obj> again) {
                return last
                        ? open.last(channel, text, texts)
                        : open.next(channel, text, texts, held -> carrier(again.apply(held)));
            }

            @Override
            public void call(Channel channel, String id) {
                String before = id.isEmpty() ? null : calls.put(channel, id);
                if (before != null && !before.equals(id)) {
                    open.end(channel::equals, texts, out); // Some servers give parallel calls one index.
                }
            }
        }
    }
}
