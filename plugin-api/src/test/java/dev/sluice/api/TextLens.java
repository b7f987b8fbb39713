package dev.sluice.api;

import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Consumer;

/** The smallest lens: one text, at {@code t}, whole and in events; {@code done} says why it ended. */
public final class TextLens implements ReplyLens {
    public static final Endpoint ENDPOINT = endpoint(new TextLens());

    public static Endpoint endpoint(ReplyLens lens) {
        return new Endpoint(
                "text",
                HttpMethod.POST,
                "/text",
                Operation.CHAT,
                Endpoint.Payload.JSON,
                Endpoint.ModelPlace.BODY,
                Endpoint.Streaming.IF_ASKED,
                null,
                lens);
    }

    public static Event event(String text) {
        return Event.of(null, Json.object("t", text));
    }

    public static Frames frames(String... texts) {
        return Frames.of(List.of(texts).stream().map(TextLens::event).toList());
    }

    public static String text(List<Frames> frames) {
        StringBuilder text = new StringBuilder();
        frames.forEach(f -> f.events().forEach(e -> text.append(((Obj) e.json()).text("t"))));
        return text.toString();
    }

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        String before = body.text("t");
        String after = before == null ? null : texts.whole(Channel.content(), before);
        return after == null || after.equals(before) ? body : body.with("t", after);
    }

    @Override
    public Obj cut(Obj body) {
        return body.with("done", "filtered");
    }

    @Override
    public EventLens events() {
        return new EventLens() {
            @Override
            public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
                String before = ((Obj) event.json()).text("t");
                String after = texts.next(Channel.content(), before);
                if (after.equals(before)) {
                    out.accept(event);
                } else if (!after.isEmpty()) {
                    out.accept(TextLens.event(after));
                }
            }

            @Override
            public void end(ChannelTexts texts, Consumer<Event> out) {
                String held = texts.end(Channel.content());
                if (!held.isEmpty()) {
                    out.accept(TextLens.event(held));
                }
            }

            @Override
            public void cut(List<Event> last, Consumer<Event> out) {
                last.forEach(out);
                out.accept(Event.of(null, Json.object("t", "", "done", "filtered")));
            }
        };
    }

    @Override
    public Framing framing() {
        return Framing.sse();
    }

    @Override
    public Summary summary(Obj body) {
        return new Summary(null, body.text("done"), null);
    }

    @Override
    public Summary summary(List<Event> events) {
        return events.isEmpty() ? Summary.NONE : summary((Obj) events.getLast().json());
    }
}
