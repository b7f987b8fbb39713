package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.proxy.dialect.EventData;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The replies of {@code /api/chat} and {@code /api/generate}: one document, or a line for each piece and a last one.
 *
 * @param form where the words are
 */
record LineReply(Form form) implements ReplyLens {
    static final String FILTERED = "content_filter";

    @Override
    public Obj mapTexts(Obj body, ChannelTexts texts) {
        return new LineTexts(form, texts).map(body, true);
    }

    /** Ollama filters nothing: the word is that of those who do. */
    @Override
    public Obj cut(Obj body) {
        return body.with("done", Json.of(true)).with(Summaries.REASON, FILTERED);
    }

    @Override
    public EventLens events() {
        return new Lines(form);
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
        return Summaries.of(events);
    }

    @Override
    public ChatCodec chat() {
        return new OllamaCodec(form);
    }

    /** Reads one stream. */
    private static final class Lines implements EventLens {
        private final Form form;
        private @Nullable LineTexts lines;
        private @Nullable Obj latest;

        Lines(Form form) {
            this.form = form;
        }

        @Override
        public void map(Event event, ChannelTexts texts, Consumer<Event> out) {
            Obj line = EventData.object(event);
            if (line == null) {
                if (!EventData.isWreck(event)) {
                    out.accept(event);
                }
                return;
            }
            if (line.has("error")) {
                end(texts, out);
                out.accept(event);
                return;
            }
            latest = line;
            lines = lines == null ? new LineTexts(form, texts) : lines;
            Obj mapped = lines.map(line, line.get("done") == Bool.TRUE);
            out.accept(mapped == line ? event : event.withData(mapped));
        }

        @Override
        public void end(ChannelTexts texts, Consumer<Event> out) {
            if (lines != null && !texts.open().isEmpty()) {
                Obj empty = form.reply(like(), form.nothing());
                Obj rest = lines.map(empty, true);
                if (rest != empty) {
                    out.accept(OllamaDialect.line(rest));
                }
            }
        }

        /** A line without its words. */
        private Obj like() {
            Obj base = latest == null ? Json.object().build() : latest;
            return base.without(Summaries.REASON)
                    .without("logprobs")
                    .without(Form.THINKING)
                    .with("done", Json.of(false));
        }

        @Override
        public void cut(List<Event> last, Consumer<Event> out) {
            for (Event event : last) {
                Obj line = EventData.object(event);
                out.accept(
                        line == null
                                ? event
                                : event.withData(
                                        line.with("done", Json.of(false)).without(Summaries.REASON)));
            }
            Obj end = form.reply(like(), form.nothing());
            out.accept(OllamaDialect.line(end.with("done", Json.of(true)).with(Summaries.REASON, FILTERED)));
        }
    }
}
