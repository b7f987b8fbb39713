package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.Channel.Kind;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.EventData;
import java.util.List;

/** The replies of {@code /v2/chat}. */
record ChatReplyLens() implements ReplyLens {
    static final String MESSAGE = "message";
    static final String FINISH = "finish_reason";
    /** Cohere has no word for an answer that a filter ended; this one says that it is not all. */
    static final String FILTERED = "ERROR";

    private static final int PLAN = 1 << 20;

    static Channel words(int index) {
        return new Channel(0, Kind.CONTENT, index);
    }

    static Channel thought(int index) {
        return new Channel(0, Kind.REASONING, index);
    }

    /** What the model means to do with tools, which users are shown. */
    static Channel plan() {
        return new Channel(0, Kind.CONTENT, PLAN);
    }

    static Channel arguments(int index) {
        return new Channel(0, Kind.TOOL_ARGUMENTS, index);
    }

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        return body.update(MESSAGE, value -> Edits.object(value, message -> map(message, texts)));
    }

    private static Obj map(Obj message, ChannelTexts texts) {
        Obj mapped = Edits.members(message, (name, value) -> switch (name) {
            case Messages.PLAN -> Edits.text(value, text -> texts.whole(plan(), text));
            case Messages.CONTENT -> Edits.indexed(value, (index, part) -> part(index, part, texts));
            case Messages.CALLS -> Edits.indexed(value, (index, call) -> call(index, call, texts));
            default -> value;
        });
        // They repeat the words, and count their letters.
        return mapped == message ? message : mapped.without("citations");
    }

    private static Obj part(int index, Obj part, ChannelTexts texts) {
        return Edits.members(part, (name, value) -> switch (name) {
            case "text" -> Edits.text(value, text -> texts.whole(words(index), text));
            case "thinking" -> Edits.text(value, text -> texts.whole(thought(index), text));
            default -> value;
        });
    }

    private static Obj call(int index, Obj call, ChannelTexts texts) {
        return call.update(
                "function",
                function -> Edits.object(
                        function,
                        called -> called.update(
                                "arguments", value -> Edits.text(value, text -> texts.whole(arguments(index), text)))));
    }

    @Override
    public Obj cut(Obj body) {
        return body.with(FINISH, FILTERED);
    }

    @Override
    public EventLens events() {
        return new ChatEvents();
    }

    @Override
    public Framing framing() {
        return Framing.sse();
    }

    @Override
    public Summary summary(Obj body) {
        return new Summary(null, body.text(FINISH), Usages.read(body.object("usage")));
    }

    @Override
    public Summary summary(List<Event> events) {
        Summary summary = Summary.NONE;
        for (Event event : events) {
            Obj data = EventData.object(event);
            Obj delta = data == null ? null : data.object("delta");
            if (data != null && delta != null && Events.END.equals(data.text("type"))) {
                summary = summary(delta);
            }
        }
        return summary;
    }

    @Override
    public ChatCodec chat() {
        return new CohereCodec();
    }
}
