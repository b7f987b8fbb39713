package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.ChannelTexts;
import java.util.List;

/** The replies of messages. */
public record MessagesReply() implements ReplyLens {

    static final String FINISH = "stop_reason";
    static final String FILTERED = "refusal";

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        return new BlockTexts(texts::whole).message(body);
    }

    @Override
    public Obj cut(Obj body) {
        return body.with(FINISH, FILTERED);
    }

    @Override
    public EventLens events() {
        return new MessageEvents();
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
        return Summaries.of(events);
    }

    @Override
    public ChatCodec chat() {
        return new MessagesCodec();
    }
}
