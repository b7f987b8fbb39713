package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.Edits;
import java.util.List;

/**
 * The replies of {@code generateContent} and {@code streamGenerateContent}: candidates, all of them or what came next.
 *
 * @param form how streams are written
 */
record CandidateReply(StreamForm form) implements ReplyLens {
    static final String CANDIDATES = "candidates";
    static final String FINISH = "finishReason";
    static final String FILTERED = "SAFETY";

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        return body.update(
                CANDIDATES,
                all -> Edits.indexed(
                        all,
                        (place, candidate) ->
                                new CandidateTexts(Summaries.index(candidate, place), texts).map(candidate, true)));
    }

    @Override
    public Obj cut(Obj body) {
        return body.update(CANDIDATES, all -> Edits.eachObject(all, CandidateReply::filtered));
    }

    static Obj filtered(Obj candidate) {
        return candidate.without("finishMessage").with(FINISH, Json.of(FILTERED));
    }

    @Override
    public EventLens events() {
        return new CandidateEvents(form);
    }

    @Override
    public boolean streamsAs(String type) {
        return form == StreamForm.ARRAY && type.startsWith("application/json");
    }

    @Override
    public Framing framing() {
        return form.framing();
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
        return new GeminiCodec(form);
    }
}
