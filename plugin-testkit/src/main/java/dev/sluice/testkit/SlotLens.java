package dev.sluice.testkit;

import dev.sluice.api.Usage;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import java.util.List;
import java.util.function.Consumer;

/** Reads replies of the test dialect: texts where its slots are, server-sent events, {@code [DONE]} at the end. */
record SlotLens(Slots slots) implements ReplyLens {
    static final String DONE = "[DONE]";

    private static final String FILTERED = "content_filter";

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        return slots.map(body, texts::whole);
    }

    @Override
    public Obj cut(Obj body) {
        return slots.finish(body, FILTERED);
    }

    @Override
    public EventLens events() {
        return new Events(slots);
    }

    @Override
    public Framing framing() {
        return Framing.sse();
    }

    @Override
    public Summary summary(Obj body) {
        String finish = body.at("/choices/0") instanceof Obj choice ? choice.text("finish_reason") : null;
        Obj usage = body.object("usage");
        return new Summary(
                body.text("model"),
                finish == null ? body.text("finish_reason") : finish,
                usage == null ? null : Usage.of(tokens(usage, "prompt_tokens"), tokens(usage, "completion_tokens")));
    }

    @Override
    public Summary summary(List<Event> events) {
        Summary found = Summary.NONE;
        for (Event event : events) {
            boolean speaks = event.hasData() && !event.text().equals(DONE);
            found = speaks && event.json() instanceof Obj body ? later(found, summary(body)) : found;
        }
        return found;
    }

    /** Each event says a part of it: the reason in one, the usage in another. */
    private static Summary later(Summary before, Summary now) {
        return new Summary(
                now.model() == null ? before.model() : now.model(),
                now.finishReason() == null ? before.finishReason() : now.finishReason(),
                now.usage() == null ? before.usage() : now.usage());
    }

    private static long tokens(Obj usage, String name) {
        Num count = usage.number(name);
        return count == null ? 0 : Long.parseLong(count.toString());
    }

    /** Reads one stream. */
    private record Events(Slots slots) implements EventLens {
        @Override
        public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
            if (!event.hasData()) {
                out.accept(event);
            } else if (event.text().equals(DONE)) {
                end(texts, out);
                out.accept(event);
            } else if (event.json() instanceof Obj body) {
                mapBody(event, body, texts, out);
            } else {
                out.accept(event);
            }
        }

        /** Where a choice ends in an event with a text, what was held back joins that text; else it leaves before. */
        private void mapBody(Event event, Obj body, ChannelTexts texts, Consumer<Event> out) {
            List<Integer> finished = slots.finished(body);
            Event mapped = event.withData(slots.map(
                    body,
                    (channel, piece) -> finished.contains(channel.choice())
                            ? texts.next(channel, piece) + texts.end(channel)
                            : texts.next(channel, piece)));
            finished.forEach(choice -> end(choice, texts, out));
            out.accept(mapped);
        }

        @Override
        public void end(ChannelTexts texts, Consumer<Event> out) {
            texts.open().forEach(channel -> flush(channel, texts, out));
        }

        @Override
        public void cut(List<Event> last, Consumer<Event> out) {
            last.stream()
                    .filter(event -> !(event.hasData() && event.text().equals(DONE)))
                    .map(this::filtered)
                    .forEach(out);
            Event empty = slots.piece(Channel.content(), "");
            out.accept(empty.withData(slots.finish((Obj) empty.json(), FILTERED)));
            out.accept(Event.of(null, DONE));
        }

        private Event filtered(Event event) {
            return event.hasData()
                            && event.json() instanceof Obj body
                            && !slots.finished(body).isEmpty()
                    ? event.withData(slots.finish(body, FILTERED))
                    : event;
        }

        private void end(int choice, ChannelTexts texts, Consumer<Event> out) {
            texts.open().stream()
                    .filter(channel -> channel.choice() == choice)
                    .forEach(channel -> flush(channel, texts, out));
        }

        private void flush(Channel channel, ChannelTexts texts, Consumer<Event> out) {
            String held = texts.end(channel);
            if (!held.isEmpty()) {
                out.accept(slots.piece(channel, held));
            }
        }
    }
}
