package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.Usage;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import java.util.List;

/** The replies of Converse, whole and streamed. */
record ConverseReply() implements ReplyLens {

    static final String FINISH = "stopReason";
    static final String FILTERED = "content_filtered";

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        return new ConverseTexts(texts::whole).reply(body);
    }

    @Override
    public Obj cut(Obj body) {
        return body.with(FINISH, FILTERED);
    }

    @Override
    public EventLens events() {
        return new ConverseEvents();
    }

    @Override
    public Framing framing() {
        return EventStream.framing();
    }

    /** A reply does not say which model answered: the path does. */
    @Override
    public Summary summary(Obj body) {
        Usage usage = ConverseUsage.read(body.object("usage"));
        String tier = body.at("/serviceTier/type") instanceof Str word ? word.value() : null;
        return new Summary(null, body.text(FINISH), usage == null ? null : usage.withTier(tier));
    }

    @Override
    public Summary summary(List<Event> events) {
        Summary summary = Summary.NONE;
        for (Event event : events) {
            Obj data = EventData.object(event);
            if (data != null) {
                Summary said = summary(data);
                summary = new Summary(
                        null,
                        said.finishReason() == null ? summary.finishReason() : said.finishReason(),
                        said.usage() == null ? summary.usage() : said.usage());
            }
        }
        return summary;
    }

    @Override
    public ChatCodec chat() {
        return new ConverseCodec();
    }
}
