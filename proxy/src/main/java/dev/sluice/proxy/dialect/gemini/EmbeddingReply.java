package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.ChannelTexts;
import java.util.List;
import java.util.function.Consumer;

/** The replies of {@code embedContent}: numbers, and perhaps how many tokens they took. */
record EmbeddingReply() implements ReplyLens {

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
        return Framing.sse();
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
