package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.Usage;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.anthropic.MessagesReply;
import dev.sluice.proxy.dialect.bedrock.eventstream.EventStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The replies of InvokeModel: those in Anthropic's words are read as such, others by the names that their texts have. */
record InvokeReply() implements ReplyLens {

    private static final MessagesReply MESSAGES = new MessagesReply();

    private static boolean isMessage(Obj body) {
        return "message".equals(body.text("type"));
    }

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        if (isMessage(body)) {
            return MESSAGES.mapTexts(body, texts);
        }
        int[] place = new int[1];
        return FamilyTexts.map(
                body,
                Role.ASSISTANT,
                (path, role, text) -> texts.whole(new Channel(0, Channel.Kind.CONTENT, place[0]++), text));
    }

    @Override
    public Obj cut(Obj body) {
        return isMessage(body) ? MESSAGES.cut(body) : body;
    }

    @Override
    public EventLens events() {
        return new InvokeEvents(MESSAGES.events());
    }

    @Override
    public Framing framing() {
        return EventStream.framing();
    }

    @Override
    public Summary summary(Obj body) {
        return isMessage(body) ? MESSAGES.summary(body) : new Summary(null, null, FamilyUsage.read(body));
    }

    @Override
    public Summary summary(List<Event> events) {
        List<Event> inner =
                events.stream().map(Chunks::inner).filter(Objects::nonNull).toList();
        Summary message = MESSAGES.summary(inner);
        return message.usage() != null ? message : new Summary(message.model(), message.finishReason(), counted(inner));
    }

    /** What the last of them that says anything says. */
    private static @Nullable Usage counted(List<Event> inner) {
        return inner.reversed().stream()
                .map(EventData::object)
                .filter(Objects::nonNull)
                .map(FamilyUsage::read)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
