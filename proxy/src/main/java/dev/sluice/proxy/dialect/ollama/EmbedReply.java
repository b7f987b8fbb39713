package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.ChannelTexts;
import java.util.List;
import java.util.function.Consumer;

/** The reply of {@code /api/embed}: vectors, and how many tokens they took. */
record EmbedReply() implements ReplyLens {

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        return body;
    }

    @Override
    public EventLens events() {
        return new EventLens() {
            @Override
            public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
                out.accept(event);
            }

            @Override
            public void end(ChannelTexts texts, Consumer<Event> out) {}
        };
    }

    @Override
    public Framing framing() {
        return Framing.ndjson();
    }

    @Override
    public Summary summary(Obj body) {
        return Summaries.of(body);
    }

    @Override
    public Summary summary(List<Event> events) {
        return Summary.NONE;
    }
}
