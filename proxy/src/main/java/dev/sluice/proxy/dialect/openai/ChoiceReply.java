package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.EventData;
import java.util.List;

/**
 * The replies of chat completions and completions: a list of choices.
 *
 * @param shape where the texts of a choice stand
 * @param chat what they mean
 */
record ChoiceReply(ChoiceShape shape, ChatCodec chat) implements ReplyLens {

    static final String FINISH = "finish_reason";
    static final String FILTERED = "content_filter";
    private static final String OPTIONS = "stream_options";
    private static final String INCLUDE = "include_usage";

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        return map(body, (channel, text, again) -> texts.whole(channel, text));
    }

    /** Feeds the texts of a whole reply or of a chunk. */
    private Obj map(Obj body, Feed feed) {
        return body.update(
                "choices",
                choices ->
                        Edits.indexed(choices, (place, choice) -> map(choice, ChatTexts.index(choice, place), feed)));
    }

    /** Feeds the texts of a choice; probabilities of tokens leave with a text that changed, since they spell it again. */
    Obj map(Obj choice, int index, Feed feed) {
        Obj mapped = shape.map(choice, index, feed);
        return mapped != choice && mapped.has("logprobs") ? mapped.with("logprobs", Null.NULL) : mapped;
    }

    @Override
    public Obj cut(Obj body) {
        return body.update("choices", choices -> Edits.eachObject(choices, choice -> choice.with(FINISH, FILTERED)));
    }

    @Override
    public EventLens events() {
        return new ChoiceEvents(this);
    }

    @Override
    public Framing framing() {
        return Framing.sse();
    }

    @Override
    public Summary summary(Obj body) {
        return Summaries.ofChoices(body);
    }

    @Override
    public Summary summary(List<Event> events) {
        return Summaries.ofEvents(events, Summaries::ofChoices);
    }

    @Override
    public Obj askUsage(Obj request) {
        Obj options = request.object(OPTIONS) == null ? Json.object().build() : request.object(OPTIONS);
        return Boolean.TRUE.equals(options.bool(INCLUDE))
                ? request
                : request.with(OPTIONS, options.with(INCLUDE, Bool.TRUE));
    }

    @Override
    public boolean isUsageAlone(Event event) {
        Obj chunk = EventData.object(event);
        if (chunk == null || chunk.object("usage") == null) {
            return false;
        }
        Arr choices = chunk.array("choices");
        return choices != null && choices.isEmpty();
    }
}
