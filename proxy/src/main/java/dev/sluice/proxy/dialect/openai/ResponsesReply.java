package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.openai.codec.ResponsesCodec;
import java.util.List;

/** The replies of responses. What they repeat of the request (instructions, tools) is no text of theirs. */
record ResponsesReply() implements ReplyLens {

    private static final ChatCodec CODEC = new ResponsesCodec();

    @Override
    public ChatCodec chat() {
        return CODEC;
    }

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        return new ResponseTexts(texts::whole).response(body);
    }

    @Override
    public Obj cut(Obj body) {
        return filtered(body);
    }

    static Obj filtered(Obj response) {
        return response.with("status", "incomplete")
                .with("incomplete_details", Json.object("reason", "content_filter"));
    }

    @Override
    public EventLens events() {
        return new ResponsesEvents();
    }

    @Override
    public Framing framing() {
        return Framing.sse();
    }

    @Override
    public Summary summary(Obj body) {
        return Summaries.ofResponse(body);
    }

    @Override
    public Summary summary(List<Event> events) {
        return Summaries.ofEvents(events, Summaries::ofResponse);
    }
}
