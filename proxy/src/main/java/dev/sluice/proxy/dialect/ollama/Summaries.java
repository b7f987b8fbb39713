package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.Usage;
import dev.sluice.api.dialect.Summary;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what replies say of themselves; of a stream, its last line does. */
final class Summaries {
    static final String REASON = "done_reason";

    private Summaries() {}

    static Summary of(Obj body) {
        return new Summary(body.text("model"), body.text(REASON), usage(body));
    }

    /** Tokens: those of a prompt that was cached are not counted again by the server, and left out. */
    static @Nullable Usage usage(Obj body) {
        long input = Numbers.count(body, "prompt_eval_count");
        long output = Numbers.count(body, "eval_count");
        return input < 0 && output < 0 ? null : Usage.of(Math.max(0, input), Math.max(0, output));
    }

    static Summary of(List<Event> events) {
        Summary summary = Summary.NONE;
        for (Event event : events) {
            Obj line = EventData.object(event);
            Summary said = line == null ? Summary.NONE : of(line);
            summary = new Summary(
                    said.model() == null ? summary.model() : said.model(),
                    said.finishReason() == null ? summary.finishReason() : said.finishReason(),
                    said.usage() == null ? summary.usage() : said.usage());
        }
        return summary;
    }
}
